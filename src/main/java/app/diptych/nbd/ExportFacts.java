package app.diptych.nbd;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a server tells of one export.
///
/// @param name its name, as the server has it, which may hold what is not to be shown; empty for
///   the default export
/// @param description the server's words for it, if it has any
/// @param size bytes
/// @param isReadOnly whether it takes no writes
/// @param isRotational whether the server calls it a rotating disk
/// @param abilities what it can do
/// @param blockSizes the sizes it wants, if it told
/// @param contexts the metadata contexts it knows, such as `base:allocation`
public record ExportFacts(
    String name,
    Optional<String> description,
    long size,
    boolean isReadOnly,
    boolean isRotational,
    Set<Ability> abilities,
    Optional<BlockSizes> blockSizes,
    List<String> contexts) {

  /// The same of this size.
  public ExportFacts sized(long bytes) {
    return new ExportFacts(
        name, description, bytes, isReadOnly, isRotational, abilities, blockSizes, contexts);
  }
}
