package app.diptych.mirror;

import java.util.List;

/// A fault put into the engine's source, and the test that must catch it.
///
/// @param name what the fault is
/// @param edits what is changed
/// @param catcher beginning of the names of the tests of the ancestor's faults that catch it, or
///   [#SIMULATION]
record Mutant(String name, List<Edit> edits, String catcher) {
  /// Caught by the simulator.
  static final String SIMULATION = "simulation";

  /// A text that stands exactly once in a file, and what it becomes.
  ///
  /// @param file below the packages' root
  /// @param from what stands there
  /// @param to what shall stand there
  record Edit(String file, String from, String to) {}

  static final List<Mutant> ALL =
      List.of(
          of(
              "d1 read offset scaled by sectors",
              "mirror/Mirror.java",
              "pair.primary().read(offset, buffers)",
              "pair.primary().read(offset / geometry.sectorSize()"
                  + " * pair.primary().geometry().sectorSize(), buffers)"),
          of(
              "d2 only whole chunks",
              "mirror/ChunkMap.java",
              "toIntExact(Math.ceilDiv(size, grown))",
              "toIntExact(size / grown)"),
          of(
              "d3 division by a length of zero",
              "mirror/Progress.java",
              "if (bytesTotal == 0)",
              "if (bytesTotal < 0)"),
          of(
              "d4 a write from the left not seen",
              "mirror/ChunkMap.java",
              "Math.toIntExact(region.offset() / chunkSize)",
              "Math.toIntExact(Math.ceilDiv(region.offset(), chunkSize))"),
          of(
              "d5 the last part of a write not seen",
              "mirror/ChunkMap.java",
              "Math.ceilDiv(region.end(), chunkSize)",
              "region.end() / chunkSize"),
          of(
              "d6 a lock over the I/O of writers",
              "mirror/Mirror.java",
              "private void holding(",
              "private synchronized void holding("),
          of(
              "d7 the copier holds every region",
              "mirror/Ledger.java",
              "if (isBusy || map.isRestless(chunk))",
              "if (chunk >= 0 || map.isRestless(chunk))"),
          simulated(
              "d8 a failed copy keeps its region",
              "mirror/Ledger.java",
              "if (taken.hold != null)",
              "if (taken.hold != null && !standing.hasEnded())"),
          of(
              "d9 a failure not told",
              "mirror/Standing.java",
              "teller.add(new Teller.News.Failed(how));",
              ""),
          new Mutant(
              "d10 the secondary's failure overlooked",
              List.of(
                  new Edit(
                      "mirror/Pair.java",
                      "if (failure != null) {",
                      "if (failure != null && failure.getMessage() == null) {"),
                  new Edit("mirror/Pair.java", "return other.join() == null;", "return true;")),
              "d10"),
          of(
              "d11 a torn write to the primary overlooked",
              "mirror/Ledger.java",
              "if (write.goesToBoth && !isEqual)",
              "if (write.goesToBoth && !isEqual && standing.hasEnded())"),
          of(
              "d12 the listener's exception not caught",
              "mirror/Teller.java",
              "catch (RuntimeException e)",
              "catch (IllegalArgumentException e)"),
          of(
              "d12 a device's exception not caught",
              "mirror/Pair.java",
              "catch (Throwable e)",
              "catch (IllegalArgumentException e)"),
          of(
              "d13 I/O after the close",
              "block/Gate.java",
              "if (closed)",
              "if (closed && region.length() > 4096)"),
          of(
              "d14 parts of a sector",
              "block/Geometry.java",
              "buffer.byteSize() % sectorSize != 0",
              "buffer.byteSize() % 512 != 0"),
          simulated(
              "d15 chunks smaller than a sector",
              "mirror/Mirror.java",
              "Math.ceilDiv(options.chunkSize(), sector) * (long) sector",
              "options.chunkSize()"),
          of(
              "d16 percent told before it is flushed",
              "mirror/Standing.java",
              "Math.min(99, progress.percent())",
              "progress.percent()"),
          of(
              "d16 complete left out",
              "mirror/Standing.java",
              "if (!completeTold)",
              "if (!completeTold && percentTold < 100)"),
          of(
              "d17 close does not wait",
              "block/Gate.java",
              "while (inside > 0)",
              "while (inside > 1000)"),
          of(
              "d17 no flush before complete",
              "mirror/Copier.java",
              "on(Side.SECONDARY, BlockDevice::flush);",
              "on(Side.SECONDARY, _ -> {});"),
          of(
              "d17 the last flush is taken to cover what was copied meanwhile",
              "mirror/Ledger.java",
              "flushIsStale = true;",
              "flushIsStale = false;"),
          of(
              "d18 one chunk at a time",
              "mirror/Copier.java",
              "IntStream.range(0, options.depth())",
              "IntStream.range(0, 1)"),
          of(
              "d18 one side after the other",
              "mirror/Pair.java",
              "lane.execute(",
              "((Executor) Runnable::run).execute("),
          simulated(
              "an overtaken chunk is taken for clean",
              "mirror/Ledger.java",
              "if (taken.isOvertaken(chunk))",
              "if (taken.isOvertaken(chunk) && standing.hasEnded())"),
          new Mutant(
              "dirty after the write",
              List.of(
                  new Edit("mirror/Ledger.java", "map.soil(chunk);\n", ""),
                  new Edit(
                      "mirror/Ledger.java",
                      "if (write.goesToBoth && !isEqual) {",
                      "if (!write.goesToBoth || !isEqual) {")),
              SIMULATION),
          simulated(
              "the copier takes a chunk that is being written",
              "mirror/Ledger.java",
              "return map.isDirty(chunk) && !regions.isHeld(map.region(new Run(chunk, chunk + 1)));",
              "return map.isDirty(chunk);"),
          simulated(
              "writes that overlap are not kept apart",
              "block/RegionLock.java",
              "held.lowerEntry(region.end())",
              "held.lowerEntry(region.offset())"),
          simulated(
              "not looked at again after the last flush",
              "mirror/Ledger.java",
              "if (standing.hasEnded() || flushIsStale || map.hasDirty() || !copying.isEmpty())",
              "if (standing.hasEnded())"),
          simulated(
              "a caller's flush misses the secondary during the last flush",
              "mirror/Ledger.java",
              "(standing.isInSync() || isFlushing)",
              "standing.isInSync()"),
          simulated(
              "writes after a failure leave chunks clean",
              "mirror/Ledger.java",
              "      differs(chunk);\n      return false;",
              "      return false;"),
          simulated(
              "zeros rounded up to whole chunks",
              "mirror/Copier.java",
              "return zeros - zeros % ledger.chunkSize();",
              "return zeros;"),
          simulated(
              "a trim leaves each side as it likes",
              "mirror/Mirror.java",
              "change(Operation.TRIM, region, device -> ZeroFill.on(device, region));",
              "change(Operation.TRIM, region, device -> device.trim(region));"));

  private static Mutant of(String name, String file, String from, String to) {
    return new Mutant(
        name, List.of(new Edit(file, from, to)), name.substring(0, name.indexOf(' ')));
  }

  private static Mutant simulated(String name, String file, String from, String to) {
    return new Mutant(name, List.of(new Edit(file, from, to)), SIMULATION);
  }

  @Override
  public String toString() {
    return name;
  }
}
