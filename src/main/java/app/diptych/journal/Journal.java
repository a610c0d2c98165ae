package app.diptych.journal;

import app.diptych.block.DeviceException;
import app.diptych.block.os.Hold;
import app.diptych.mirror.IntentLog;
import app.diptych.state.PrivateFolder;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the clone of one pair has reached, in a file that is this journal's alone while it is open.
///
/// A journal that cannot be written any more is removed: then there is none to go on from, which is
/// no danger, and the job goes on. Only if it cannot even be removed does writing it fail.
public final class Journal implements IntentLog, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

  private final PrivateFolder folder;
  private final String name;
  private final FileChannel file;
  private final Closeable hold;
  private final Header header;
  private final BitSet first;
  // Of whoever keeps, one after the other.
  private long number;
  private boolean isGone;

  private Journal(PrivateFolder folder, String name, Held held, Header header, Slot slot) {
    this.folder = folder;
    this.name = name;
    this.file = held.file;
    this.hold = held.hold;
    this.header = header;
    this.first = slot.equal();
    this.number = slot.number();
  }

  /// A file, and what keeps others away from it.
  private record Held(FileChannel file, Closeable hold) {}

  /// A new journal in the place of one of the same name: nothing is equal yet.
  ///
  /// @param chunk bytes that its parts are a multiple of
  static Journal create(PrivateFolder folder, String name, JournalPair pair, long chunk)
      throws IOException {
    folder.writeAtomically(name, content(pair, chunk));
    return open(folder, name);
  }

  /// What a new journal holds.
  static byte[] content(JournalPair pair, long chunk) throws IOException {
    Header header = new Header(pair, Parts.of(pair.size(), chunk));
    int slot = Slot.size(header.parts().count());
    byte[] content = Arrays.copyOf(header.bytes(), Header.SIZE + 2 * slot);
    byte[] nothing = new Slot(0, new BitSet()).bytes(header.parts().count());
    System.arraycopy(nothing, 0, content, Header.SIZE, slot);
    return content;
  }

  /// A journal that is there.
  ///
  /// @throws JournalException if it cannot be used, or somebody uses it
  static Journal open(PrivateFolder folder, String name) throws IOException {
    FileChannel file = folder.open(name, StandardOpenOption.READ, StandardOpenOption.WRITE);
    return opened(folder, name, file, Journal::hold);
  }

  /// A journal that is there, to look at only. Nobody is kept from it meanwhile: a job that begins
  /// or goes on at that very moment would be turned away.
  ///
  /// @throws JournalException if it cannot be used, or somebody uses it
  static Journal look(PrivateFolder folder, String name) throws IOException {
    if (!Hold.isOffered()) {
      return open(folder, name);
    }
    return opened(folder, name, folder.open(name, StandardOpenOption.READ), Journal::checkFree);
  }

  /// Keeps others away from a file, or sees that nobody else does.
  private interface Holding {
    Closeable of(Path path, FileChannel file) throws IOException, DeviceException;
  }

  private static Journal opened(
      PrivateFolder folder, String name, FileChannel file, Holding holding) throws IOException {
    Closeable hold = () -> {};
    boolean isOpen = false;
    try {
      hold = holding.of(folder.path().resolve(name), file);
      Header header = Header.of(read(file, 0, Header.SIZE));
      Journal journal =
          new Journal(folder, name, new Held(file, hold), header, newest(file, header));
      isOpen = true;
      return journal;
    } catch (DeviceException e) {
      LOG.warn("a journal cannot be held", e);
      throw new JournalException("it cannot be held");
    } finally {
      if (!isOpen) {
        hold.close();
        file.close();
      }
    }
  }

  private static Closeable hold(Path path, FileChannel file) throws IOException, DeviceException {
    if (!Hold.isOffered()) {
      lock(file);
      return () -> {};
    }
    return Hold.of(path).orElseThrow(() -> new BusyJournalException(false));
  }

  private static Closeable checkFree(Path path, FileChannel file)
      throws IOException, DeviceException {
    if (Hold.isTaken(path)) {
      throw new BusyJournalException(false);
    }
    return () -> {};
  }

  /// Which clone a journal is of, whether or not its job is under way.
  static JournalPair pairOf(PrivateFolder folder, String name) throws IOException {
    try (FileChannel file = folder.open(name, StandardOpenOption.READ)) {
      return Header.of(read(file, 0, Header.SIZE)).pair();
    }
  }

  private static void lock(FileChannel file) throws IOException {
    FileLock lock;
    try {
      lock = file.tryLock();
    } catch (OverlappingFileLockException _) {
      lock = null;
    }
    if (lock == null) {
      throw new BusyJournalException(false);
    }
  }

  private static byte[] read(FileChannel file, long offset, int length) throws IOException {
    file.position(offset);
    return Arrays.copyOf(Channels.newInputStream(file).readNBytes(length), length);
  }

  private static Slot newest(FileChannel file, Header header) throws IOException {
    int parts = header.parts().count();
    int size = Slot.size(parts);
    Optional<Slot> one = Slot.of(read(file, Header.SIZE, size), parts);
    Optional<Slot> other = Slot.of(read(file, Header.SIZE + size, size), parts);
    if (one.isPresent() && other.isPresent()) {
      return one.get().number() > other.get().number() ? one.get() : other.get();
    }
    return one.or(() -> other).orElseThrow(() -> new JournalException("it is damaged"));
  }

  /// Which clone it is of.
  public JournalPair pair() {
    return header.pair();
  }

  @Override
  public long partSize() {
    return header.parts().size();
  }

  @Override
  public BitSet equal() {
    return (BitSet) first.clone();
  }

  /// Calls these parts equal no longer, before a mirror goes on from it.
  public void doubt(BitSet parts) {
    first.andNot(parts);
  }

  /// Bytes that were equal when it was opened, and are not doubted.
  public long equalBytes() {
    long whole = first.cardinality() * partSize();
    int last = header.parts().count() - 1;
    long over = (last + 1) * partSize() - pair().size();
    return last >= 0 && first.get(last) ? whole - over : whole;
  }

  @Override
  public void keep(BitSet equal) throws IOException {
    if (isGone) {
      return;
    }
    int parts = header.parts().count();
    byte[] slot = new Slot(number + 1, equal).bytes(parts);
    try {
      ByteBuffer rest = ByteBuffer.wrap(slot);
      long at = Header.SIZE + (number + 1) % 2 * slot.length;
      while (rest.hasRemaining()) {
        at += file.write(rest, at);
      }
      file.force(false);
      number++;
    } catch (IOException e) {
      LOG.warn("the journal cannot be written any more, and is removed", e);
      remove();
    }
  }

  /// Removes it, durably: there is nothing to go on from.
  public void remove() throws IOException {
    if (!isGone) {
      folder.delete(name);
      isGone = true;
    }
  }

  /// Where it is.
  public Path path() {
    return folder.path().resolve(name);
  }

  /// Whether there is something to go on from: nobody has removed it.
  public boolean isThere() {
    return !isGone && folder.holds(name);
  }

  /// Lets the file go; it stays, unless it was removed.
  @Override
  public void close() {
    try {
      hold.close();
      file.close();
    } catch (IOException e) {
      LOG.warn("a journal could not be closed", e);
    }
  }
}
