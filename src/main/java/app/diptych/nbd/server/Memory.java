package app.diptych.nbd.server;

/// The native memory of a server for the data of requests: small blocks for the many small ones,
/// large blocks for pieces of the others.
final class Memory implements AutoCloseable {
  /// Bytes of data in a small block.
  static final int SMALL = 64 << 10;

  /// Bytes of data in a large block: what direct I/O is content with.
  static final int LARGE = 1 << 20;

  // At most 16 MiB and 32 MiB for one connection: 16 threads with a request each, and a batch of
  // replies that wait to be sent; a large piece for each thread, and as many on the way out.
  private static final int SMALL_LIMIT = 256;
  private static final int LARGE_LIMIT = 32;
  // For all: 64 MiB and 256 MiB, or as much as many connections need in order to go on at all.
  private static final int SMALL_MOST = 1024;
  private static final int LARGE_MOST = 256;
  private static final int SMALL_GUARANTEED = 4;
  private static final int LARGE_GUARANTEED = 1;

  private final Pool small;
  private final Pool large;

  /// Memory for at most so many connections at one time.
  Memory(int connections) {
    this.small =
        new Pool(
            SMALL,
            Math.max(SMALL_MOST, Math.multiplyExact(connections, 2 * SMALL_GUARANTEED)),
            connections,
            SMALL_GUARANTEED);
    this.large =
        new Pool(
            LARGE,
            Math.max(LARGE_MOST, Math.multiplyExact(connections, 2 * LARGE_GUARANTEED)),
            connections,
            LARGE_GUARANTEED);
  }

  /// The share of one connection in the small blocks.
  Allowance small() {
    return new Allowance(small, SMALL_LIMIT);
  }

  /// The share of one connection in the large blocks.
  Allowance large() {
    return new Allowance(large, LARGE_LIMIT);
  }

  /// How many blocks are held at this moment.
  int held() {
    return small.held() + large.held();
  }

  /// Frees all of it. Nobody may hold a block any more.
  @Override
  public void close() {
    small.close();
    large.close();
  }
}
