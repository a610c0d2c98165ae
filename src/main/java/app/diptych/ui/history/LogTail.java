package app.diptych.ui.history;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The last lines of a file that grows.
final class LogTail {
  // Some hundred lines, which is as much as anybody reads in a window.
  private static final int MOST = 64 << 10;

  private LogTail() {}

  /// The last whole lines; all of them where the file is small.
  static String of(Path file) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long from = Math.max(0, channel.size() - MOST);
      var buffer = ByteBuffer.allocate(MOST);
      while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) > 0) {}
      String text = new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
      int firstEnd = text.indexOf('\n');
      return from > 0 && firstEnd >= 0 ? text.substring(firstEnd + 1) : text;
    }
  }
}
