package app.diptych.nbd;

import app.diptych.block.Uninterrupted;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

/// A stream inside TLS, inside another stream, which it owns.
///
/// Records are read and written through buffers made once. One thread may read and any number
/// write; the writing lock is held over the write, since records must leave in the order in which
/// they were made. What ends without a close_notify was cut off, and is an error.
final class TlsWire implements Wire {
  // How many records go out with one write: 4 fill what a socket takes at once.
  private static final int RECORDS = 4;
  // How long a peer that takes nothing may hold up the farewell.
  private static final Duration FAREWELL = Duration.ofSeconds(1);
  private static final ByteBuffer[] NOTHING = {ByteBuffer.allocate(0)};

  private final SSLEngine engine;
  private final Wire wire;
  private final ReentrantLock writing = new ReentrantLock();
  // Made records that were not yet sent; guarded by writing.
  private final ByteBuffer out;
  // Records that have come, ready to be taken; the reading thread's own.
  private final ByteBuffer in;
  // What was in a record and had no room where it was wanted; the reading thread's own.
  private final ByteBuffer plain;

  private TlsWire(SSLEngine engine, Wire wire) {
    this.engine = engine;
    this.wire = wire;
    int record = engine.getSession().getPacketBufferSize();
    this.out = ByteBuffer.allocateDirect(RECORDS * record);
    this.in = ByteBuffer.allocateDirect(RECORDS * record).flip();
    this.plain = ByteBuffer.allocateDirect(engine.getSession().getApplicationBufferSize()).flip();
  }

  /// Shakes hands over a stream, which is closed if they are refused.
  ///
  /// @throws SSLException if one end does not believe the other
  static TlsWire open(SSLEngine engine, Wire wire) throws IOException {
    TlsWire tls = new TlsWire(engine, wire);
    try {
      engine.beginHandshake();
      tls.shakeHands();
      return tls;
    } catch (IOException e) {
      // The other end is told why, if it still listens.
      tls.close();
      throw e;
    }
  }

  private void shakeHands() throws IOException {
    while (true) {
      switch (engine.getHandshakeStatus()) {
        case NEED_WRAP -> send(NOTHING);
        case NEED_TASK -> runTasks();
        case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
          plain.clear();
          int taken = unwrap(plain);
          plain.flip();
          if (taken < 0) {
            throw new EOFException("the connection ended during the TLS handshake");
          }
        }
        case NOT_HANDSHAKING, FINISHED -> {
          return;
        }
      }
    }
  }

  @Override
  public int read(ByteBuffer to) throws IOException {
    while (!plain.hasRemaining()) {
      boolean isRoomy = to.remaining() >= plain.capacity();
      ByteBuffer target = isRoomy ? to : plain.clear();
      int taken;
      try {
        taken = unwrap(target);
      } finally {
        if (!isRoomy) {
          plain.flip();
        }
      }
      if (taken < 0 || (taken > 0 && isRoomy)) {
        return taken;
      }
      afterRecord();
    }
    return Wire.move(plain, to);
  }

  // TLS 1.3 sends tickets and changes keys at any time.
  private void afterRecord() throws IOException {
    HandshakeStatus status = engine.getHandshakeStatus();
    if (status == HandshakeStatus.NEED_TASK) {
      runTasks();
    }
    if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
      send(NOTHING);
    }
  }

  // Opens one record: how many bytes were in it, or -1 if the other end has said farewell.
  private int unwrap(ByteBuffer to) throws IOException {
    while (true) {
      SSLEngineResult result = engine.unwrap(in, to);
      switch (result.getStatus()) {
        case OK -> {
          return result.bytesProduced();
        }
        case CLOSED -> {
          return -1;
        }
        case BUFFER_UNDERFLOW -> receive();
        case BUFFER_OVERFLOW -> throw new ProtocolException("a TLS record that is too large");
      }
    }
  }

  private void receive() throws IOException {
    in.compact();
    try {
      if (!in.hasRemaining()) {
        throw new ProtocolException("a TLS record that is too large");
      }
      if (wire.read(in) < 0) {
        throw new EOFException("the connection was cut off inside TLS");
      }
    } finally {
      in.flip();
    }
  }

  private void runTasks() {
    for (Runnable task = engine.getDelegatedTask(); task != null; ) {
      task.run();
      task = engine.getDelegatedTask();
    }
  }

  @Override
  public void write(ByteBuffer... from) throws IOException {
    if (!isEmpty(from)) {
      send(from);
    }
  }

  // Makes records of the buffers, at least one, and sends them.
  private void send(ByteBuffer... from) throws IOException {
    writing.lock();
    try {
      int first = 0;
      do {
        Status status = engine.wrap(from, first, from.length - first, out).getStatus();
        if (status == Status.CLOSED && out.position() == 0) {
          throw new ProtocolException("the TLS connection was closed");
        }
        while (first < from.length && !from[first].hasRemaining()) {
          first++;
        }
        if (status != Status.OK || first == from.length) {
          flush();
        }
      } while (first < from.length);
    } finally {
      writing.unlock();
    }
  }

  private void flush() throws IOException {
    try {
      wire.write(out.flip());
    } finally {
      out.clear();
    }
  }

  private static boolean isEmpty(ByteBuffer... buffers) {
    for (ByteBuffer buffer : buffers) {
      if (buffer.hasRemaining()) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    // On a thread of its own, since the peer may take nothing; ended by closing the wire below.
    Thread farewell = Thread.ofVirtual().name("nbd-tls-farewell").start(this::sayFarewell);
    boolean isInterrupted = false;
    try {
      farewell.join(FAREWELL);
    } catch (InterruptedException e) {
      isInterrupted = true;
    }
    wire.close();
    Uninterrupted.join(farewell);
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void sayFarewell() {
    // A writer that is stuck leaves no way to say anything.
    if (!writing.tryLock()) {
      return;
    }
    try {
      engine.closeOutbound();
      while (!engine.isOutboundDone()) {
        if (engine.wrap(NOTHING, out).getStatus() == Status.BUFFER_OVERFLOW) {
          return;
        }
        flush();
      }
    } catch (IOException e) {
      // The other end is gone, or the wire was closed before.
    } finally {
      writing.unlock();
    }
  }
}
