// What was typed in the sidebar is searched on this page.
const ui = new PagefindUI({ element: "#search", showImages: false, showSubResults: true });
const words = new URLSearchParams(location.search).get("q");
if (words) ui.triggerSearch(words);
