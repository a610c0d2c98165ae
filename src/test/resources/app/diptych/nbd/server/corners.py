# Corners of the protocol, through libnbd: each function is one check, and what it says is its
# first line. Run by nbdsh, with the server's socket in SOCKET. The server offers "" (96 MiB, a
# sparse image, writable) and "locked" (1 MiB, read-only, described as "closed to writers").
import os
import nbd

MIB = 1 << 20
SIZE = 96 * MIB
RELAXED = 0
CONTEXT = nbd.CONTEXT_BASE_ALLOCATION
checks = []


def check(function):
    checks.append(function)
    return function


def handle(export="", aligned=False, structured=True, strict=RELAXED):
    """A handle that is not connected. Servers are told whether block sizes will be kept to."""
    h = nbd.NBD()
    h.set_export_name(export)
    h.set_request_block_size(aligned)
    h.set_request_structured_replies(structured)
    h.set_strict_mode(strict)
    h.add_meta_context(CONTEXT)
    return h


def connect(**options):
    h = handle(**options)
    h.connect_unix(os.environ["SOCKET"])
    return h


def in_options(**options):
    h = handle(**options)
    h.set_opt_mode(True)
    h.connect_unix(os.environ["SOCKET"])
    return h


def equal(seen, wanted):
    assert seen == wanted, "%.200r is not %.200r" % (seen, wanted)


def refused(error, call, *args):
    """The server answers with this error, and the connection lives on."""
    try:
        call(*args)
    except nbd.Error as e:
        equal(e.errno, error)
    else:
        raise AssertionError("no " + error)


def alive(h):
    h.pread(512, 0)
    h.shutdown()


def status(h, count, offset, flags=0):
    runs = []
    h.block_status(count, offset, lambda _c, _o, entries, _e: runs.extend(entries), flags)
    return list(zip(runs[0::2], runs[1::2]))


@check
def sizes_and_abilities_are_told():
    h = connect(aligned=True)
    equal(h.get_size(), SIZE)
    equal([h.get_block_size(s) for s in (nbd.SIZE_PREFERRED, nbd.SIZE_MAXIMUM)], [4096, 64 * MIB])
    assert 512 <= h.get_block_size(nbd.SIZE_MINIMUM) <= 4096
    told = [h.can_flush(), h.can_fua(), h.can_trim(), h.can_zero(), h.can_fast_zero(), h.can_df(),
            h.can_multi_conn(), h.can_cache(), h.can_meta_context(CONTEXT)]
    equal(told, [True] * len(told))
    equal((h.is_read_only(), h.is_rotational()), (False, False))
    equal((h.get_protocol(), h.get_structured_replies_negotiated()), ("newstyle-fixed", True))
    alive(h)


@check
def a_client_of_the_oldest_newstyle_is_served():
    h = handle(structured=False)
    h.set_handshake_flags(0)
    h.connect_unix(os.environ["SOCKET"])
    equal(h.get_protocol(), "newstyle")
    h.pwrite(b"old" * 512, 0)
    equal(h.pread(1536, 0), b"old" * 512)
    alive(h)


@check
def zeroes_after_export_name_can_be_had():
    h = handle(structured=False)
    h.set_handshake_flags(nbd.HANDSHAKE_FLAG_FIXED_NEWSTYLE)
    h.connect_unix(os.environ["SOCKET"])
    equal(h.get_size(), SIZE)
    alive(h)


@check
def simple_replies_carry_the_same():
    h = connect(structured=False)
    equal(h.can_df(), False)
    h.pwrite(b"simple!!" * 1024, MIB)
    equal(h.pread(8192, MIB), b"simple!!" * 1024)
    refused("EINVAL", h.pread, 512, SIZE)
    alive(h)


@check
def requests_of_no_length_do_no_harm():
    h = connect()
    for call in (lambda: h.pread(0, 0), lambda: h.pwrite(b"", 0), lambda: h.trim(0, 0),
                 lambda: h.zero(0, 0), lambda: h.cache(0, 0),
                 lambda: h.block_status(0, 0, lambda *_: 0)):
        try:
            call()
        except nbd.Error as e:
            equal(e.errno, "EINVAL")
    alive(h)


@check
def any_alignment_is_written_and_read():
    h = connect()
    h.pwrite(b"." * 16384, 2 * MIB)
    h.pwrite(b"x" * 5000, 2 * MIB + 777)
    equal(h.pread(16384, 2 * MIB), b"." * 777 + b"x" * 5000 + b"." * (16384 - 5777))
    equal(h.pread(3, 2 * MIB + 775), b"..x")
    h.zero(1001, 2 * MIB + 1001)
    equal(h.pread(1003, 2 * MIB + 1000), b"x" + bytes(1001) + b"x")
    h.pwrite(b"e", SIZE - 1)
    equal(h.pread(2, SIZE - 2)[1:], b"e")
    alive(h)


@check
def unaligned_neighbours_do_not_lose_each_other():
    h = connect()
    h.zero(64 * 1024, 3 * MIB)
    pieces = [(3 * MIB + at, bytes([65 + at // 100 % 26]) * 100) for at in range(0, 60000, 100)]
    cookies = [h.aio_pwrite(nbd.Buffer.from_bytearray(bytearray(b)), at) for at, b in pieces]
    finish(h, cookies)
    equal(h.pread(60000, 3 * MIB), b"".join(b for _, b in pieces))
    alive(h)


@check
def a_client_that_asked_for_block_sizes_keeps_to_them():
    h = connect(aligned=True)
    refused("EINVAL", h.pread, 1, 0)
    refused("EINVAL", h.pread, 512, 1)
    refused("EINVAL", h.pwrite, b"abc", 0)
    refused("EINVAL", h.trim, 1, 0)
    refused("EINVAL", h.zero, 1, 0)
    alive(h)


@check
def what_lies_outside_is_refused():
    h = connect()
    refused("EINVAL", h.pread, 512, SIZE)
    refused("EINVAL", h.pread, 1024, SIZE - 512)
    refused("EINVAL", h.pread, 512, 1 << 62)
    refused("ENOSPC", h.pwrite, bytes(512), SIZE)
    refused("ENOSPC", h.pwrite, bytes(1024), SIZE - 512)
    refused("ENOSPC", h.zero, 1024, SIZE - 512)
    refused("EINVAL", h.trim, 1024, SIZE - 512)
    refused("EINVAL", h.cache, 1024, SIZE - 512)
    refused("EINVAL", h.block_status, 1024, SIZE - 512, lambda *_: 0)
    alive(h)


@check
def an_offset_beyond_63_bits_is_refused():
    h = connect()
    refused("EINVAL", h.pread, 512, (1 << 64) - 512)
    refused("ENOSPC", h.pwrite, bytes(512), (1 << 64) - 512)
    alive(h)


@check
def the_largest_requests_are_served():
    h = connect()
    data = bytes(range(256)) * (64 * MIB // 256)
    h.pwrite(data, 32 * MIB)
    equal(h.pread(64 * MIB, 32 * MIB) == data, True)
    h.zero(64 * MIB, 32 * MIB)
    equal(h.pread(64 * MIB, 32 * MIB).count(0), 64 * MIB)
    alive(h)


@check
def what_carries_no_data_may_be_larger():
    h = connect()
    h.cache(SIZE, 0)
    h.zero(SIZE, 0)
    equal(status(h, SIZE, 0)[0][1] & nbd.STATE_ZERO, nbd.STATE_ZERO)
    h.trim(SIZE, 0)
    alive(h)


@check
def a_request_that_is_too_large_is_refused():
    h = connect()
    refused("EINVAL", h.trim, (1 << 32) - 512, 0)
    refused("ENOSPC", h.zero, (1 << 32) - 512, 0)
    alive(h)


@check
def unknown_flags_are_refused():
    h = connect()
    refused("EINVAL", h.pwrite, bytes(512), 0, 1 << 9)
    refused("EINVAL", h.flush, 1 << 9)
    refused("EINVAL", h.trim, 512, 0, nbd.CMD_FLAG_NO_HOLE)
    refused("EINVAL", h.zero, 512, 0, nbd.CMD_FLAG_DF)
    refused("EINVAL", h.cache, 512, 0, nbd.CMD_FLAG_REQ_ONE)
    alive(h)


@check
def fua_is_taken_by_each_command():
    h = connect()
    h.pwrite(b"f" * 4096, 0, nbd.CMD_FLAG_FUA)
    h.zero(4096, 4096, nbd.CMD_FLAG_FUA)
    h.trim(4096, 8192, nbd.CMD_FLAG_FUA)
    h.pread(4096, 0, nbd.CMD_FLAG_FUA)
    h.cache(4096, 0, nbd.CMD_FLAG_FUA)
    h.flush(nbd.CMD_FLAG_FUA)
    equal(h.pread(4096, 0), b"f" * 4096)
    alive(h)


@check
def a_read_comes_in_chunks_and_holes_as_holes():
    h = connect()
    h.pwrite(b"d" * MIB, 4 * MIB)
    h.trim(MIB, 5 * MIB)
    chunks = []
    told = lambda part, offset, kind, _e: chunks.append((offset, len(part), kind))
    read = h.pread_structured(2 * MIB, 4 * MIB, told)
    equal(read, b"d" * MIB + bytes(MIB))
    equal(sum(length for _, length, _ in chunks), 2 * MIB)
    assert nbd.READ_HOLE in [kind for _, _, kind in chunks]
    alive(h)


@check
def a_read_with_df_is_one_piece():
    h = connect()
    chunks = []
    told = lambda part, offset, kind, _e: chunks.append((offset, len(part), kind))
    h.pread_structured(2 * MIB, 4 * MIB, told, nbd.CMD_FLAG_DF)
    equal(chunks, [(4 * MIB, 2 * MIB, nbd.READ_DATA)])
    refused("EINVAL", h.pread_structured, 512, SIZE, told, nbd.CMD_FLAG_DF)
    alive(h)


@check
def a_trimmed_region_reads_as_before_or_as_zeroes():
    h = connect()
    h.pwrite(b"t" * MIB, 6 * MIB)
    h.trim(MIB, 6 * MIB)
    assert h.pread(MIB, 6 * MIB) in (bytes(MIB), b"t" * MIB)
    alive(h)


@check
def zeroes_make_holes_unless_forbidden():
    h = connect()
    h.pwrite(b"z" * 2 * MIB, 8 * MIB)
    h.zero(MIB, 8 * MIB)
    h.zero(MIB, 9 * MIB, nbd.CMD_FLAG_NO_HOLE)
    equal(h.pread(2 * MIB, 8 * MIB), bytes(2 * MIB))
    equal(status(h, MIB, 8 * MIB), [(MIB, nbd.STATE_HOLE | nbd.STATE_ZERO)])
    for _, flags in status(h, MIB, 9 * MIB):
        equal(flags & nbd.STATE_HOLE, 0)
    alive(h)


@check
def zeroing_that_must_be_fast_is_refused_at_once():
    h = connect()
    h.pwrite(b"q" * 4096, 10 * MIB)
    refused("ENOTSUP", h.zero, 4096, 10 * MIB, nbd.CMD_FLAG_FAST_ZERO)
    equal(h.pread(4096, 10 * MIB), b"q" * 4096)
    alive(h)


@check
def the_status_of_a_region_is_told():
    h = connect()
    h.zero(MIB, 12 * MIB)
    h.pwrite(b"s" * 65536, 12 * MIB + 262144)
    hole = nbd.STATE_HOLE | nbd.STATE_ZERO
    equal(status(h, MIB, 12 * MIB), [(262144, hole), (65536, 0), (MIB - 327680, hole)])
    equal(status(h, MIB, 12 * MIB, nbd.CMD_FLAG_REQ_ONE), [(262144, hole)])
    equal(status(h, 65536, 12 * MIB + 262144, nbd.CMD_FLAG_REQ_ONE), [(65536, 0)])
    equal(sum(length for length, _ in status(h, 1000, 12 * MIB + 3)), 1000)
    alive(h)


@check
def a_status_without_context_is_refused():
    h = nbd.NBD()
    h.set_strict_mode(RELAXED)
    h.connect_unix(os.environ["SOCKET"])
    equal(h.can_meta_context(CONTEXT), False)
    refused("EINVAL", h.block_status, 512, 0, lambda *_: 0)
    alive(h)


@check
def a_read_only_export_is_not_changed():
    h = connect(export="locked")
    equal((h.is_read_only(), h.get_size()), (True, MIB))
    refused("EPERM", h.pwrite, bytes(4096), 0)
    refused("EPERM", h.trim, 4096, 0)
    refused("EPERM", h.zero, 4096, 0)
    h.cache(4096, 0)
    h.flush()
    alive(h)


@check
def an_unknown_export_is_refused_and_the_session_goes_on():
    h = in_options(export="nowhere")
    refused("ENOENT", h.opt_info)
    refused("ENOENT", h.opt_go)
    h.set_export_name("locked")
    h.opt_go()
    equal(h.get_size(), MIB)
    alive(h)


@check
def the_exports_are_listed():
    h = in_options()
    seen = []
    equal(h.opt_list(lambda name, words: seen.append((name, words))), 2)
    equal(seen, [("", "for tests"), ("locked", "closed to writers")])
    h.opt_abort()


@check
def an_export_is_described():
    h = in_options(export="locked")
    h.set_full_info(True)
    h.opt_info()
    equal((h.get_size(), h.is_read_only()), (MIB, True))
    equal(h.get_export_description(), "closed to writers")
    equal(h.get_canonical_export_name(), "locked")
    h.opt_go()
    alive(h)


@check
def contexts_are_listed_by_query():
    h = in_options()
    for query, wanted in (([], [CONTEXT]), (["base:"], [CONTEXT]), ([CONTEXT], [CONTEXT]),
                          (["base:other"], []), (["qemu:dirty-bitmap:a", CONTEXT], [CONTEXT])):
        seen = []
        h.clear_meta_contexts()
        for each in query:
            h.add_meta_context(each)
        equal(h.opt_list_meta_context(seen.append), len(wanted))
        equal(seen, wanted)
    h.opt_abort()


@check
def a_context_that_nobody_knows_is_left_out():
    h = handle()
    h.add_meta_context("x-nobody:knows")
    h.connect_unix(os.environ["SOCKET"])
    equal((h.can_meta_context(CONTEXT), h.can_meta_context("x-nobody:knows")), (True, False))
    alive(h)


def finish(h, cookies):
    while h.aio_in_flight() > 0:
        h.poll(20000)
    for cookie in cookies:
        equal(h.aio_command_completed(cookie), True)


@check
def a_thousand_commands_in_flight_are_all_answered():
    h = connect()
    writes = []
    for i in range(1000):
        data = nbd.Buffer.from_bytearray(bytearray(i.to_bytes(4, "big") * 1024))
        writes.append(h.aio_pwrite(data, 16 * MIB + i * 4096))
    finish(h, writes)
    buffers = [nbd.Buffer(4096) for _ in range(1000)]
    reads = [h.aio_pread(b, 16 * MIB + i * 4096) for i, b in enumerate(buffers)]
    finish(h, reads)
    for i, buffer in enumerate(buffers):
        equal(bytes(buffer.to_bytearray()), i.to_bytes(4, "big") * 1024)
    alive(h)


@check
def one_failure_among_many_is_told_to_its_own_command():
    h = connect()
    good = [h.aio_pread(nbd.Buffer(4096), i * 4096) for i in range(64)]
    bad = h.aio_pread(nbd.Buffer(4096), SIZE)
    good += [h.aio_pread(nbd.Buffer(4096), i * 4096) for i in range(64)]
    while h.aio_in_flight() > 0:
        h.poll(20000)
    refused("EINVAL", h.aio_command_completed, bad)
    finish(h, good)
    alive(h)


@check
def what_is_in_flight_at_the_disconnect_is_done():
    h = connect()
    data = bytearray(b"last" * 16384)
    cookies = [h.aio_pwrite(nbd.Buffer.from_bytearray(data), 24 * MIB + i * 65536)
               for i in range(64)]
    h.shutdown()
    for cookie in cookies:
        equal(h.aio_command_completed(cookie), True)
    h = connect()
    equal(h.pread(4 * MIB, 24 * MIB) == bytes(data) * 64, True)
    alive(h)


@check
def a_client_that_vanishes_is_forgotten():
    for _ in range(20):
        h = connect()
        for i in range(16):
            h.aio_pread(nbd.Buffer(MIB), i * MIB)
            h.aio_pwrite(nbd.Buffer.from_bytearray(bytearray(65536)), i * 65536)
        del h
    alive(connect())


@check
def connections_see_each_other_s_finished_writes():
    all = [connect() for _ in range(8)]
    for i, h in enumerate(all):
        h.pwrite(bytes([i + 1]) * 4096, 30 * MIB + i * 4096)
        for other in all:
            equal(other.pread(4096, 30 * MIB + i * 4096), bytes([i + 1]) * 4096)
    for h in all:
        alive(h)


failures = 0
for number, function in enumerate(checks, 1):
    try:
        function()
        print("ok", number, function.__name__)
    except Exception as e:
        failures += 1
        print("not ok", number, function.__name__, type(e).__name__, e)
print("1..%d, %d failed" % (len(checks), failures))
