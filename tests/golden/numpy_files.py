"""Files that NumPy writes, for NpyTest and NpzTest. Run: python tests/golden/numpy_files.py

Element i, in row-major order, is 3 i - 7; unsigned ones 3 i, truths i % 3 == 0, floats (3 i - 7) / 8, and the first floats of `specials` are extremes.
The tests make the same numbers.
"""

import io
import math
import zipfile

import numpy

from golden_file import RESOURCES

FOLDER = RESOURCES / "files"
FOLDER.mkdir(parents=True, exist_ok=True)
format_ = numpy.lib.format


def elements(dtype, shape):
    count = math.prod(shape)
    i = numpy.arange(count)
    kind = numpy.dtype(dtype).kind
    values = i % 3 == 0 if kind == "b" else 3 * i if kind == "u" else 3 * i - 7 if kind == "i" else (3 * i - 7) / 8
    return values.astype(dtype).reshape(shape)


def save(name, array, version=None):
    with open(FOLDER / f"{name}.npy", "wb") as out:
        format_.write_array(out, array, version=version)


for dtype in ("bool", "int32", "int64", "float32", "float64"):
    for shape in ((), (0,), (5,), (1, 1), (2, 3), (2, 0, 3), (2, 3, 4)):
        save(f"{dtype}-{'x'.join(map(str, shape)) or 'scalar'}", elements(dtype, shape))
    save(f"{dtype}-fortran", numpy.asfortranarray(elements(dtype, (2, 3, 4))))
    save(f"{dtype}-big", elements(dtype, (2, 3)).astype(numpy.dtype(dtype).newbyteorder(">")))
save("float32-big-fortran", numpy.asfortranarray(elements(">f4", (3, 5))))
save("float32-long", elements("float32", (123,)))
for version in ((2, 0), (3, 0)):
    save(f"int64-version{version[0]}", elements("int64", (2, 3)), version)
for dtype in ("int8", "uint8", "int16", "uint16", "uint32", "float16", "uint64", "complex64", "S3", "U3", "M8[s]", "longdouble"):
    save(f"other-{dtype.replace('[s]', '')}", elements(dtype if dtype != "longdouble" else "f16", (2, 3)) if dtype[0] not in "SUM" else numpy.zeros(6, dtype))
save("other-uint16-big", elements(">u2", (2, 3)))
save("other-structure", numpy.zeros(2, [("a", "<f4"), ("b", "<i4")]))
save("other-object", numpy.array([1, None], object))

extremes = [math.nan, math.inf, -math.inf, -0.0, 5e-324, 1.7976931348623157e308]
save("specials", numpy.array(extremes))

half = numpy.arange(0, 65536, 127, dtype=numpy.uint16).view(numpy.float16)
save("half", half)
save("half-widened", half.astype("float32"))

arrays = {"weight": elements("float32", (2, 3)), "steps": elements("int64", (4,)), "zeros": numpy.zeros((100, 100)), "é": elements("bool", ())}
numpy.savez(FOLDER / "stored.npz", **arrays)
numpy.savez_compressed(FOLDER / "deflated.npz", **arrays)
print(len(list(FOLDER.glob("*.np[yz]"))), "files", format_.__name__, numpy.__version__)
