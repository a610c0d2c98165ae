package app.diptych.clone.job;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.LoopDevice;
import app.diptych.block.Content;
import app.diptych.clone.CloneListener;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.clone.Images;
import app.diptych.disks.DiskInventory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Disks whose first sectors tell lies. What is on a disk is bytes to Diptych: it follows none of
/// them, on the source or on the target, and copies them as they are.
@Timeout(240)
final class HostileContentTest {
  private static final int SIZE = 3 << 20;

  @TempDir private Path folder;

  /// What the first sectors pretend to be.
  enum Lie {
    GPT {
      @Override
      void tell(ByteBuffer disk) {
        // UEFI 2.10, table 5.5: entries behind the disk, far too many, of no size
        disk.put(512, "EFI PART".getBytes(StandardCharsets.US_ASCII)).putInt(524, 0xFFFFFFFF);
        disk.putLong(536, -1).putLong(544, Long.MAX_VALUE).putLong(552, -1).putLong(560, -1);
        disk.putLong(584, Long.MAX_VALUE).putInt(592, -1).putInt(596, 0);
        MBR.tell(disk);
      }
    },
    MBR {
      @Override
      void tell(ByteBuffer disk) {
        // Four partitions, each the whole of two tebibytes, in an extended one that holds itself
        for (int at = 446; at < 510; at += 16) {
          disk.put(at + 4, (byte) 5).putInt(at + 8, 0).putInt(at + 12, -1);
        }
        disk.putShort(510, (short) 0xAA55);
      }
    },
    EXT4 {
      @Override
      void tell(ByteBuffer disk) {
        // ext4's ext4.h: blocks and their size, the group's, the magic, a label that is no text
        disk.putInt(1024 + 4, -1).putInt(1024 + 24, 0x7FFFFFFF).putInt(1024 + 32, 0);
        disk.putShort(1024 + 56, (short) 0xEF53).putInt(1024 + 0x150, -1);
        disk.put(1024 + 120, "\u001b[2J\u0007\n/../..".getBytes(StandardCharsets.US_ASCII));
      }
    },
    LVM {
      @Override
      void tell(ByteBuffer disk) {
        disk.put(512, "LABELONE".getBytes(StandardCharsets.US_ASCII)).putLong(520, -1);
        disk.put(536, "LVM2 001".getBytes(StandardCharsets.US_ASCII)).putLong(576, -1);
      }
    };

    abstract void tell(ByteBuffer disk);

    byte[] disk() {
      ByteBuffer disk = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
      tell(disk);
      return disk.array();
    }
  }

  private CloneResult run(Path source, Path target, DiskInventory disks) {
    CloneRequest request = Images.request(source, target, ImageJobs.VERIFY);
    return new CloneJob(request, disks, CloneListener.NONE).run();
  }

  @ParameterizedTest
  @EnumSource(Lie.class)
  void whatADiskSaysOfItselfIsCopiedAndNotBelieved(Lie lie) throws Exception {
    for (byte[] before : new byte[][] {Lie.GPT.disk(), Lie.EXT4.disk()}) {
      Path source = Files.write(folder.resolve("source.img"), lie.disk());
      Path target = Files.write(folder.resolve("target.img"), before);

      assertThat(run(source, target, DiskInventory.of(List::of)))
          .isInstanceOf(CloneResult.Completed.class);

      assertThat(target).satisfies(Content.of(lie.disk()));
    }
  }

  @Test
  void aRealDiskOfLiesIsListedAndCloned() throws Exception {
    DiskInventory disks = DiskInventory.ofThisMachine();
    Path file = Files.write(folder.resolve("lies.img"), Lie.GPT.disk());
    try (LoopDevice source = LoopDevice.of(file, 512);
        LoopDevice target = LoopDevice.create(folder, SIZE, 512)) {
      assertThat(disks.list())
          .anySatisfy(disk -> {
            assertThat(disk.path()).isEqualTo(source.toString());
            assertThat(disk.size()).isEqualTo(SIZE);
          });

      assertThat(run(source.path(), target.path(), disks))
          .isInstanceOf(CloneResult.Completed.class);

      assertThat(target.backingFile()).satisfies(Content.of(Lie.GPT.disk()));
    }
  }
}
