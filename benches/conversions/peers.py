"""What ml_dtypes and, where it is installed, PyTorch do with the same numbers: prints JSON, once for each line that comes in.

One thread, into arrays that are there already; millions of values a second, the median of twenty-five.
"""

import json
import statistics
import sys
import time

import ml_dtypes
import numpy as np

try:
    import torch
except ImportError:
    torch = None

REPEATS = 25
COUNT = int(sys.argv[1])


def rate(work):
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return COUNT / statistics.median(times) / 1e6


def pair_of_numpy():
    values = np.random.default_rng(1).standard_normal(COUNT).astype(np.float32)
    codes = values.astype(ml_dtypes.float8_e4m3fn)
    decoded = np.empty_like(values)
    return {
        "encode": lambda: np.copyto(codes, values, casting="unsafe"),
        "decode": lambda: np.copyto(decoded, codes, casting="unsafe"),
    }


def pair_of_torch():
    torch.set_num_threads(1)
    values = torch.randn(COUNT, generator=torch.Generator().manual_seed(1))
    codes = values.to(torch.float8_e4m3fn)
    decoded = torch.empty_like(values)
    return {"encode": lambda: codes.copy_(values), "decode": lambda: decoded.copy_(codes)}


peers = {"ml_dtypes": pair_of_numpy()}
if torch:
    peers["torch"] = pair_of_torch()
versions = {"python": sys.version.split()[0], "numpy": np.__version__, "ml_dtypes": ml_dtypes.__version__}
print(json.dumps(versions | ({"torch": torch.__version__} if torch else {})), flush=True)
for _ in sys.stdin:
    rates = {name: {way: rate(work) for way, work in pair.items()} for name, pair in peers.items()}
    print(json.dumps(rates), flush=True)
