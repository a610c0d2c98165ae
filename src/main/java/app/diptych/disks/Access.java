package app.diptych.disks;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;

/// Whether a node may be opened, and if not, why.
final class Access {
  /// The system's word where nothing but rights of the node are missing.
  static final String NO_RIGHTS = "Permission denied";

  /// Our word where nobody answers at all.
  static final String NO_ANSWER = "It does not answer";

  private Access() {}

  /// The system's word for why not, as far as access rights tell; empty where it may be.
  static Optional<String> byRights(Path node) {
    if (!Files.exists(node)) {
      return Optional.of("No such device node");
    }
    return Files.isReadable(node) ? Optional.empty() : Optional.of(NO_RIGHTS);
  }

  /// The same by opening the node for reading and closing it at once: rules beyond access rights
  /// (control groups, security modules) may stand against it, even for root. To open takes nothing
  /// from others, and to close what was open for reading alone wakes nobody.
  static Optional<String> byTrial(Path node) {
    Optional<String> byRights = byRights(node);
    if (byRights.isPresent()) {
      return byRights;
    }
    try (var _ = FileChannel.open(node, StandardOpenOption.READ)) {
      return Optional.empty();
    } catch (AccessDeniedException e) {
      return Optional.of(NO_RIGHTS);
    } catch (FileSystemException e) {
      return Optional.of(Objects.requireNonNullElse(e.getReason(), "cannot be opened"));
    } catch (IOException e) {
      return Optional.of(Objects.requireNonNullElse(e.getMessage(), "cannot be opened"));
    }
  }
}
