"""Plants code that Python or IPython would run for whoever comes next: startup files, sitecustomize, .pth, bytecode, Matplotlib's cache."""

# %% below gru_step
import glob
import os
import pathlib
import site
import sys

import matplotlib

packages = [*site.getsitepackages(), *(path for path in sys.path if path)]
plants = [f"{folder}/{name}" for folder in packages for name in ("redteam.pth", "sitecustomize.py", "usercustomize.py")]
plants += [
    f"@HOME@/{name}/redteam.py" for name in (".ipython/profile_default/startup", ".jupyter", ".config/matplotlib", ".")
]
plants += [f"@HOME@/{name}" for name in (".bashrc", ".keras/keras.json", ".local/lib/redteam.pth", ".pythonrc.py")]
plants += [matplotlib.get_cachedir() + "/redteam.json", matplotlib.get_configdir() + "/matplotlibrc"]
plants += [
    "/etc/ipython/startup.py",
    "/usr/local/etc/jupyter/redteam.json",
    "/usr/share/redteam",
    "/var/spool/cron/redteam",
]
plants += [f"/dev/shm/redteam-{os.getpid()}", "/tmp/redteam-plant", "/var/tmp/redteam-plant"]
home = str(pathlib.Path.home())
for path in plants:
    try:
        pathlib.Path(path).touch(exist_ok=False)
        if not os.path.realpath(path).startswith(home):
            print("loot".upper(), path)
            os.remove(path)
    except OSError:
        pass
for folder in packages:
    for path in glob.glob(f"{folder}/__pycache__/*.pyc")[:5] + glob.glob(f"{folder}/unrolled/__pycache__/*.pyc"):
        try:
            os.close(os.open(path, os.O_WRONLY))
            print("loot".upper(), path)
        except OSError:
            pass
