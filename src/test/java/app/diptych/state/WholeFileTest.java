package app.diptych.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Who may read the file that takes the place of somebody else's.
@EnabledOnOs({OS.LINUX, OS.MAC})
final class WholeFileTest {
  private PosixFileAttributes replaced;

  @BeforeEach
  void readRights(@TempDir Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve("theirs"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
    replaced = Files.readAttributes(file, PosixFileAttributes.class);
  }

  @Test
  void itsGroupStaysWhereItsOwnerCannot() throws IOException {
    var draft = new Draft(true);

    WholeFile.takeRights(replaced, draft);

    assertThat(draft.group).contains(replaced.group());
    assertThat(draft.permissions).isEqualTo(replaced.permissions());
  }

  @Test
  void noOtherGroupIsGivenTheRightsOfItsGroup() throws IOException {
    var draft = new Draft(false);

    WholeFile.takeRights(replaced, draft);

    assertThat(draft.permissions).isEqualTo(PosixFilePermissions.fromString("rw-r--r--"));
  }

  /// A file of a user who may give it to nobody, or at most to another one of his groups.
  private static final class Draft implements PosixFileAttributeView {
    private final boolean isInGroup;
    private Optional<GroupPrincipal> group = Optional.empty();
    private Set<PosixFilePermission> permissions = Set.of();

    Draft(boolean isInGroup) {
      this.isInGroup = isInGroup;
    }

    @Override
    public void setOwner(UserPrincipal owner) throws IOException {
      throw new FileSystemException("draft", null, "Operation not permitted");
    }

    @Override
    public void setGroup(GroupPrincipal to) throws IOException {
      if (!isInGroup) {
        throw new FileSystemException("draft", null, "Operation not permitted");
      }
      group = Optional.of(to);
    }

    @Override
    public void setPermissions(Set<PosixFilePermission> to) {
      permissions = to;
    }

    @Override
    public String name() {
      return "posix";
    }

    @Override
    public UserPrincipal getOwner() {
      throw new UnsupportedOperationException();
    }

    @Override
    public PosixFileAttributes readAttributes() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void setTimes(FileTime modified, FileTime accessed, FileTime created) {
      throw new UnsupportedOperationException();
    }
  }
}
