package app.diptych.hotplug;

import java.nio.charset.StandardCharsets;

/// A word of the kernel, or of udev after it, about a device: a header, then `NAME=value` fields
/// that end in a zero byte each (kobject_uevent in linux/lib/kobject_uevent.c; udev puts a binary
/// header of its own before them).
final class Uevent {
  private static final byte[] BLOCK = "SUBSYSTEM=block\0".getBytes(StandardCharsets.US_ASCII);

  private Uevent() {}

  /// Whether it is about a block device.
  static boolean concernsDisks(byte[] message) {
    for (int at = 1; at + BLOCK.length <= message.length; at++) {
      // A field begins behind a zero byte; only udev's header, whose length is odd to us, may end
      // in another one.
      if (matches(message, at)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(byte[] message, int at) {
    for (int i = 0; i < BLOCK.length; i++) {
      if (message[at + i] != BLOCK[i]) {
        return false;
      }
    }
    return true;
  }
}
