package app.diptych.mirror;

import app.diptych.block.DeviceException;
import app.diptych.block.DeviceException.Failure;
import app.diptych.block.Operation;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// What fails on the two devices of a simulation, until they are healed.
final class SimulatedTroubles {
  private final Scenario scenario;
  private final SplittableRandom random;
  private boolean hasHealed;
  private boolean primaryFailed;
  private boolean secondaryFailed;

  SimulatedTroubles(Scenario scenario, SplittableRandom random) {
    this.scenario = scenario;
    this.random = random;
  }

  /// Nothing fails from now on.
  void heal() {
    hasHealed = true;
  }

  /// Whether something has failed on the primary.
  boolean primaryFailed() {
    return primaryFailed;
  }

  /// Whether something has failed on the secondary that is a failure of the mirror.
  boolean secondaryFailed() {
    return secondaryFailed;
  }

  @Nullable Exception ofPrimary(Operation operation, Failure failure) {
    boolean reads = operation == Operation.READ;
    boolean isTroubled =
        switch (scenario.trouble()) {
          case NONE, SECONDARY -> false;
          case PRIMARY_WRITES -> !reads && operation != Operation.FLUSH;
          case PRIMARY_READS -> reads;
          case BUGS -> true;
        };
    Exception fault = isTroubled ? draw(failure) : null;
    primaryFailed |= fault != null;
    return fault;
  }

  @Nullable Exception ofSecondary(Operation operation, Failure failure) {
    boolean isTroubled =
        scenario.trouble() == Scenario.Trouble.SECONDARY
            || scenario.trouble() == Scenario.Trouble.BUGS;
    Exception fault = isTroubled ? draw(failure) : null;
    // Only who compares reads there, and is told.
    secondaryFailed |= fault != null && operation != Operation.READ;
    return fault;
  }

  private @Nullable Exception draw(Failure failure) {
    if (hasHealed || random.nextInt(20) > 0) {
      return null;
    }
    return scenario.trouble() == Scenario.Trouble.BUGS
        ? new IllegalStateException("bug: " + failure)
        : new DeviceException.Unknown(failure, "EIO (Input/output error)");
  }
}
