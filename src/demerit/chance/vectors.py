"""Eight possible points at a time: the one place where we write the compiler's own language.

Which points of a key happen is a hash, three look-ups and a comparison for each, and no two have to do with
each other. Compilers see that in simpler loops only: here the points kept go to places that depend on those
before. So this loop is written as vectors in LLVM's form, which knows no machine. Where there are vectors of
512 bits a line here is an instruction, elsewhere LLVM takes it apart, and the bits are the same. What it does
is told in `wide`, which needs no compiler.

Names: `k` key of a decision point, `z` words being mixed, `h` hashes, `n` how many points are kept so far.
"""

from __future__ import annotations

from typing import Any

from llvmlite import ir
from numba.core import cgutils, types
from numba.core.typing.templates import make_intrinsic_template

from demerit.chance.fields import address
from demerit.chance.marks import LANES, MARK_SHIFT, SLOT_BITS
from demerit.chance.plain import GOLDEN, MUL1, MUL2

_I1, _I8, _I32, _I64 = (ir.IntType(bits) for bits in (1, 8, 32, 64))
_FLAGS, _INTS, _WORDS = (ir.VectorType(kind, LANES) for kind in (_I1, _I32, _I64))
_PLACES = ir.VectorType(ir.PointerType(), LANES)
_SLOTS = (1 << SLOT_BITS) - 1


def _all(value: Any) -> Any:
    """Return a constant in every lane."""
    return ir.Constant(_WORDS, [value & ((1 << 64) - 1)] * LANES)


def _spread(builder: Any, value: Any) -> Any:
    """Return a number in every lane."""
    one = builder.insert_element(ir.Constant(_WORDS, ir.Undefined), value, ir.Constant(_I32, 0))
    return builder.shuffle_vector(one, ir.Constant(_WORDS, ir.Undefined), ir.Constant(_INTS, [0] * LANES))


def _mixed(builder: Any, z: Any) -> Any:
    """Return `mix` of every lane."""
    z = builder.mul(builder.xor(z, builder.lshr(z, _all(30))), _all(MUL1))
    z = builder.mul(builder.xor(z, builder.lshr(z, _all(27))), _all(MUL2))
    return builder.xor(z, builder.lshr(z, _all(31)))


def _looked_up(builder: Any, base: Any, places: Any) -> Any:
    """Return the int32 of a column at every lane's place, none below zero, as words."""
    at = builder.add(_spread(builder, builder.ptrtoint(base, _I64)), builder.shl(places, _all(2)))
    kind = ir.FunctionType(_INTS, [_PLACES, _I32, _FLAGS, _INTS])
    gather = cgutils.get_or_insert_function(
        builder.module, kind, f"llvm.masked.gather.v{LANES}i32.v{LANES}p0"
    )
    read = builder.call(
        gather,
        [
            builder.inttoptr(at, _PLACES),
            ir.Constant(_I32, 4),
            ir.Constant(_FLAGS, [1] * LANES),
            ir.Constant(_INTS, ir.Undefined),
        ],
    )
    return builder.zext(read, _WORDS)


def _keep(builder: Any, hashes: Any, kept: Any, to: Any) -> Any:
    """Write the hashes of the lanes that are kept side by side, a whole vector; return how many they are."""
    kind = ir.FunctionType(_WORDS, [_WORDS, _FLAGS, _WORDS])
    name = f"llvm.experimental.vector.compress.v{LANES}i64"
    compress = cgutils.get_or_insert_function(builder.module, kind, name)
    dense = builder.call(compress, [hashes, kept, ir.Constant(_WORDS, ir.Undefined)])
    store = builder.store(dense, builder.bitcast(to, _WORDS.as_pointer()))
    store.align = 8
    return builder.zext(builder.ctpop(builder.bitcast(kept, _I8)), _I64)


def drawing(handle: Any) -> Any:
    """Return the compiled type of the function that `handle` stands for: `wide.drawn`."""
    return types.Function(make_intrinsic_template(handle, _drawn, "drawn"))


def _drawn(
    context: Any, k: Any, count: Any, places: Any, rates: Any, weights: Any, found: Any
) -> tuple[Any, Any]:
    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        k, count = arguments[:2]
        kinds = signature.args[2:]
        places, rates, weights, found = (
            address(context, builder, kind, given) for kind, given in zip(kinds, arguments[2:], strict=True)
        )
        steps = ir.Constant(_WORDS, list(range(LANES)))
        first = ir.Constant(_WORDS, [GOLDEN * (n + 2) & ((1 << 64) - 1) for n in range(LANES)])
        limit, before = _spread(builder, count), builder.basic_block
        loop, done = builder.append_basic_block("points"), builder.append_basic_block("drawn")
        start = builder.add(_spread(builder, k), first)
        builder.cbranch(builder.icmp_signed(">", count, ir.Constant(_I64, 0)), loop, done)
        builder.position_at_end(loop)
        z, number, n = builder.phi(_WORDS), builder.phi(_WORDS), builder.phi(_I64)
        h = _mixed(builder, z)
        slots = builder.and_(h, _all(_SLOTS))
        rate = _looked_up(builder, rates, _looked_up(builder, places, slots))
        rate = builder.lshr(builder.mul(rate, _looked_up(builder, weights, slots)), _all(20))
        kept = builder.and_(
            builder.icmp_unsigned("<", builder.lshr(h, _all(MARK_SHIFT)), rate),
            builder.icmp_unsigned("<", number, limit),
        )
        more = builder.add(n, _keep(builder, h, kept, builder.gep(found, [n], source_etype=_I64)))
        number_next = builder.add(number, _all(LANES))
        z_next = builder.add(z, _all(GOLDEN * LANES))
        again = builder.icmp_signed("<", builder.extract_element(number_next, ir.Constant(_I32, 0)), count)
        after = builder.basic_block
        builder.cbranch(again, loop, done)
        for phi, begin, follow in (
            (z, start, z_next),
            (number, steps, number_next),
            (n, ir.Constant(_I64, 0), more),
        ):
            phi.add_incoming(begin, before)
            phi.add_incoming(follow, after)
        builder.position_at_end(done)
        total = builder.phi(_I64)
        total.add_incoming(ir.Constant(_I64, 0), before)
        total.add_incoming(more, after)
        return total

    return types.int64(types.uint64, types.int64, places, rates, weights, found), generate
