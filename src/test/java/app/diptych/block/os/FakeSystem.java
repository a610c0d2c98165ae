package app.diptych.block.os;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/// A system for tests: the one that this runs on, with something put before each file it opens. It
/// counts what is open.
final class FakeSystem implements Syscalls {
  private final Syscalls real = Syscalls.ofThisSystem();
  private final UnaryOperator<OpenFile> before;
  private final AtomicInteger open = new AtomicInteger();

  FakeSystem(UnaryOperator<OpenFile> before) {
    this.before = before;
  }

  /// How many files are open.
  int openFiles() {
    return open.get();
  }

  @Override
  public boolean supportsDisks() {
    return real.supportsDisks();
  }

  @Override
  public Optional<FileStatus> status(Path path) throws SystemFailure {
    return real.status(path);
  }

  @Override
  public OpenFile open(Path path, OpenMode mode) throws SystemFailure {
    OpenFile file = real.open(path, mode);
    open.incrementAndGet();
    return before.apply(
        new PassingFile(file) {
          @Override
          public void close() {
            super.close();
            open.decrementAndGet();
          }
        });
  }

  @Override
  public void create(Path path, long size) throws SystemFailure {
    real.create(path, size);
  }
}
