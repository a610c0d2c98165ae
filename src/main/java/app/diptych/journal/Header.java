package app.diptych.journal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// The beginning of a journal: that it is one, of which form, and of which pair.
///
/// @param pair which clone it is of
/// @param parts how the device is divided
record Header(JournalPair pair, Parts parts) {
  /// Bytes of the file that belong to it.
  static final int SIZE = 64 << 10;

  private static final byte[] MAGIC = {'D', 'I', 'P', 'T', 'Y', 'C', 'H', 'J'};
  private static final int VERSION = 1;
  private static final int PREFIX = MAGIC.length + 2 * Integer.BYTES;

  /// It, as bytes of [#SIZE].
  byte[] bytes() throws IOException {
    var text = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(text)) {
      out.writeUTF(pair.source());
      out.writeUTF(pair.target());
      out.writeLong(pair.size());
      out.writeLong(pair.begun().toEpochMilli());
      out.writeLong(parts.size());
      out.writeInt(pair.wish().size());
      for (Map.Entry<String, String> word : pair.wish().entrySet()) {
        out.writeUTF(word.getKey());
        out.writeUTF(word.getValue());
      }
    }
    var file = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(file)) {
      out.write(MAGIC);
      out.writeInt(VERSION);
      out.writeInt(text.size());
      text.writeTo(out);
      out.write(Sum.of(file.toByteArray()));
    }
    if (file.size() > SIZE) {
      throw new JournalException("names too long for a journal");
    }
    return Arrays.copyOf(file.toByteArray(), SIZE);
  }

  /// Reads one.
  ///
  /// @throws JournalException if it is none, or one of another form
  static Header of(byte[] file) throws IOException {
    if (file.length < SIZE || !Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new JournalException("it is no journal");
    }
    try (var in = new DataInputStream(new ByteArrayInputStream(file))) {
      in.skipNBytes(MAGIC.length);
      int version = in.readInt();
      if (version != VERSION) {
        throw new JournalException(
            "it is of form " + version + ", and this program knows form " + VERSION);
      }
      int length = in.readInt();
      if (length < 0 || PREFIX + length + Sum.SIZE > SIZE) {
        throw new JournalException("its beginning is damaged");
      }
      byte[] sum = Arrays.copyOfRange(file, PREFIX + length, PREFIX + length + Sum.SIZE);
      if (!Arrays.equals(sum, Sum.of(Arrays.copyOf(file, PREFIX + length)))) {
        throw new JournalException("its beginning is damaged");
      }
      return read(in);
    } catch (DateTimeException | IllegalArgumentException | ArithmeticException e) {
      throw new JournalException("its beginning makes no sense: " + e.getMessage());
    }
  }

  private static Header read(DataInputStream in) throws IOException {
    String source = in.readUTF();
    String target = in.readUTF();
    long size = in.readLong();
    Instant begun = Instant.ofEpochMilli(in.readLong());
    long partSize = in.readLong();
    Map<String, String> wish = new HashMap<>();
    for (int n = in.readInt(); n > 0; n--) {
      wish.put(in.readUTF(), in.readUTF());
    }
    if (partSize <= 0 || Math.ceilDiv(size, partSize) > Parts.MOST) {
      throw new JournalException("its beginning makes no sense: parts of " + partSize + " bytes");
    }
    Parts parts = new Parts(partSize, Math.toIntExact(Math.ceilDiv(size, partSize)));
    return new Header(new JournalPair(source, target, size, begun, wish), parts);
  }
}
