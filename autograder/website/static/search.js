// What was typed in the sidebar is searched on this page.
const ui = new PagefindUI({ element: "#search", showImages: false, showSubResults: true });
document.querySelector("#search input").setAttribute("aria-label", document.querySelector("h1").textContent);
const words = new URLSearchParams(location.search).get("q");
if (words) ui.triggerSearch(words);
