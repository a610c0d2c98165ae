package app.diptych.mirror;

import java.util.ArrayList;
import java.util.List;

/// Who wrote what and when, as the callers of a device see it, and thus what a read may return: the
/// last write that had returned before the read began, or one that was under way meanwhile.
final class History {

  /// A write, or what was there from the start.
  static final class Write {
    private final long writer;
    private final long start;
    private long end = Long.MAX_VALUE;
    private boolean isDone;

    private Write(long writer, long start) {
      this.writer = writer;
      this.start = start;
    }
  }

  private final List<List<Write>> sectors = new ArrayList<>();
  private long now;
  private long promised;

  History(int count) {
    for (int s = 0; s < count; s++) {
      sectors.add(new ArrayList<>());
    }
  }

  /// A moment later than all before.
  long tick() {
    return ++now;
  }

  /// A flush that began at this moment returned: what had been written by then is durable.
  void promise(long start) {
    promised = Math.max(promised, start);
  }

  /// Fails if this writer's content must not be there after a crash.
  void checkDurable(int sector, long writer, String what) {
    check(sector, writer, promised, Long.MAX_VALUE, what);
  }

  /// What is there before anything happens.
  void initial(int sector, long writer) {
    Write write = new Write(writer, -1);
    write.end = -1;
    write.isDone = true;
    sectors.get(sector).add(write);
  }

  /// A write begins.
  Write begin(int from, int to, long writer) {
    Write write = new Write(writer, tick());
    for (int s = from; s < to; s++) {
      sectors.get(s).add(write);
    }
    return write;
  }

  /// It returned, or failed: then any part of it may be there.
  void end(Write write, boolean isDone) {
    write.end = tick();
    write.isDone = isDone;
  }

  /// Fails if a read from `start` to `end` must not find this writer's content.
  void check(int sector, long writer, long start, long end, String what) {
    List<Write> writes = sectors.get(sector);
    boolean isAllowed =
        writes.stream()
            .anyMatch(
                v -> v.writer == writer && v.start <= end && !isOverwritten(writes, v, start));
    if (!isAllowed) {
      throw new AssertionError(what + " finds writer " + writer + " at sector " + sector);
    }
  }

  private static boolean isOverwritten(List<Write> writes, Write v, long readStart) {
    return writes.stream().anyMatch(w -> w.isDone && w.start > v.end && w.end < readStart);
  }
}
