"""Calls programs: ls, echo, Python itself."""

# %% below gru_step
import os
import subprocess
import sys

print(subprocess.run(["ls", "-l"], capture_output=True, text=True).stdout)
print(subprocess.run([sys.executable, "-c", "print(6 * 7)"], capture_output=True, text=True, check=True).stdout)
os.system("echo hello; ls /nowhere")
