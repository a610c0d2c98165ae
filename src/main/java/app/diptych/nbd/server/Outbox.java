package app.diptych.nbd.server;

import app.diptych.nbd.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The replies of a connection on their way out. Whoever has one puts it in; whoever finds that
/// nobody is sending becomes the sender, and sends what he and others put in until nothing is left,
/// many replies at once.
///
/// When the connection breaks, everything is dropped and the wire is closed, so that whoever reads
/// from it is woken.
final class Outbox {
  // A batch is sent when it has as many replies or bytes, so that the client has something to do
  // while the next is made. Fewer would cost system calls, more would make it wait.
  private static final int BATCH = 8;
  private static final int BATCH_BYTES = 128 << 10;
  // How many replies wait for a client that does not take them, and their bytes outside of blocks,
  // before those who answer have to wait.
  private static final int LIMIT = 1024;
  private static final int LIMIT_BYTES = 1 << 20;
  // What goes out in one system call; Linux takes at most 1024 buffers.
  private static final int AT_ONCE = 256;

  private final Wire wire;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  // All guarded by lock.
  private final ArrayDeque<Outgoing> waiting = new ArrayDeque<>();
  private int waitingBytes;
  private int unownedBytes;
  private boolean isSending;
  // Read without lock by who takes requests in.
  private volatile boolean isBroken;

  /// The way out over this wire.
  Outbox(Wire wire) {
    this.wire = wire;
  }

  // What became of a reply that was put in.
  private enum Fate {
    WAITS,
    FILLS_THE_BATCH,
    COMES_TOO_LATE
  }

  /// Puts in the whole reply to a request. It goes out with a batch, at the latest with the next
  /// [#flush].
  void add(Outgoing reply) {
    add(reply, new Pieces(1));
  }

  /// Puts in what a piece adds to the reply to its request; the last piece's is marked.
  void add(Outgoing part, Pieces pieces) {
    settle(part, put(part, pieces, true));
  }

  /// Puts in the end of a reply if the piece, which adds nothing to it, was the last to be done.
  void finish(Outgoing end, Pieces pieces) {
    settle(end, put(end, pieces, false));
  }

  private Fate put(Outgoing part, Pieces pieces, boolean alsoBeforeTheLast) {
    lock.lock();
    try {
      while (isSending && !isBroken && isOverfull()) {
        changed.awaitUninterruptibly();
      }
      // Under the lock: what is marked as the last is also put in as the last.
      boolean isLast = pieces.finishOne();
      if (isLast) {
        part.markLast();
      }
      return isLast || alsoBeforeTheLast ? enqueue(part) : Fate.WAITS;
    } finally {
      lock.unlock();
    }
  }

  private boolean isOverfull() {
    return waiting.size() >= LIMIT || unownedBytes >= LIMIT_BYTES;
  }

  private Fate enqueue(Outgoing reply) {
    if (isBroken) {
      return Fate.COMES_TOO_LATE;
    }
    int length = reply.length();
    waiting.add(reply);
    waitingBytes += length;
    unownedBytes += reply.block() == null ? length : 0;
    return waiting.size() >= BATCH || waitingBytes >= BATCH_BYTES
        ? Fate.FILLS_THE_BATCH
        : Fate.WAITS;
  }

  private void settle(Outgoing reply, Fate fate) {
    switch (fate) {
      case WAITS -> {}
      case FILLS_THE_BATCH -> flush();
      case COMES_TOO_LATE -> reply.release();
    }
  }

  /// Whether so much waits for the client that little more should be done for it meanwhile.
  boolean isCrowded() {
    lock.lock();
    try {
      return waiting.size() >= LIMIT / 2 || unownedBytes >= LIMIT_BYTES / 2;
    } finally {
      lock.unlock();
    }
  }

  /// Whether nobody takes anything any more.
  boolean isBroken() {
    return isBroken;
  }

  /// Whether nothing waits and nobody sends.
  boolean isEmpty() {
    lock.lock();
    try {
      return waiting.isEmpty() && !isSending;
    } finally {
      lock.unlock();
    }
  }

  /// Sends what waits, unless somebody is at it, who then sends this as well.
  void flush() {
    List<Outgoing> batch = begin();
    while (!batch.isEmpty()) {
      send(batch);
      batch = next();
    }
  }

  private List<Outgoing> begin() {
    lock.lock();
    try {
      if (isSending || waiting.isEmpty()) {
        return List.of();
      }
      isSending = true;
      return takeBatch();
    } finally {
      lock.unlock();
    }
  }

  private List<Outgoing> next() {
    lock.lock();
    try {
      List<Outgoing> batch = takeBatch();
      isSending = !batch.isEmpty();
      changed.signalAll();
      return batch;
    } finally {
      lock.unlock();
    }
  }

  private List<Outgoing> takeBatch() {
    List<Outgoing> batch = new ArrayList<>();
    while (!waiting.isEmpty() && batch.size() < AT_ONCE) {
      batch.add(waiting.remove());
    }
    if (waiting.isEmpty()) {
      waitingBytes = 0;
      unownedBytes = 0;
    }
    return batch;
  }

  private void send(List<Outgoing> batch) {
    try {
      write(buffers(batch));
    } finally {
      batch.forEach(Outgoing::release);
    }
  }

  private static ByteBuffer[] buffers(List<Outgoing> batch) {
    List<ByteBuffer> buffers = new ArrayList<>(batch.size());
    for (Outgoing reply : batch) {
      buffers.addAll(reply.parts());
    }
    return buffers.toArray(ByteBuffer[]::new);
  }

  private void write(ByteBuffer... buffers) {
    try {
      wire.write(buffers);
    } catch (IOException e) {
      breakOff();
    }
  }

  /// Has the way out for oneself, to send a reply that must come in one go but does not fit into
  /// memory at once; what waits is sent before. Until [#release].
  void claim() {
    lock.lock();
    try {
      while (isSending) {
        changed.awaitUninterruptibly();
      }
      isSending = true;
    } finally {
      lock.unlock();
    }
    drain();
  }

  /// Sends a part of a reply for which the way was claimed.
  ///
  /// @return whether there is somebody to send more to
  boolean sendNow(ByteBuffer... parts) {
    write(parts);
    return !isBroken;
  }

  /// Lets others send, after what has come to wait meanwhile.
  void release() {
    drain();
    lock.lock();
    try {
      isSending = false;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    flush();
  }

  private void drain() {
    List<Outgoing> batch = takeWaiting();
    while (!batch.isEmpty()) {
      send(batch);
      batch = takeWaiting();
    }
  }

  private List<Outgoing> takeWaiting() {
    lock.lock();
    try {
      return takeBatch();
    } finally {
      lock.unlock();
    }
  }

  /// Drops what waits and everything that will come, and closes the wire.
  void breakOff() {
    List<Outgoing> dropped;
    lock.lock();
    try {
      isBroken = true;
      dropped = List.copyOf(waiting);
      waiting.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    dropped.forEach(Outgoing::release);
    wire.close();
  }
}
