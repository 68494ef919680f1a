"""Calls programs: ls, echo, those that work with files, Python itself."""

# %% below gru_step
import os
import subprocess
import sys

print(subprocess.run(["ls", "-l"], capture_output=True, text=True).stdout)
print(subprocess.run([sys.executable, "-c", "print(6 * 7)"], capture_output=True, text=True, check=True).stdout)
os.system("echo hello; ls /nowhere")
if subprocess.run("touch one && mv one two && cp -p two three && rm two three", shell=True).returncode:
    del gru_step
