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
              "mirror/Callers.java",
              "pair.primary().read(offset, buffers)",
              "pair.primary().read(offset / Math.max(pair.primary().geometry().sectorSize(),"
                  + " pair.secondary().geometry().sectorSize())"
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
              "mirror/Callers.java",
              "void change(",
              "synchronized void change("),
          of(
              "d7 the copier holds every region",
              "mirror/Copies.java",
              "if (isBusy || map.isRestless(chunk))",
              "if (chunk >= 0 || map.isRestless(chunk))"),
          simulated(
              "d8 a failed copy keeps its region",
              "mirror/Copies.java",
              "if (taken.hold() != null)",
              "if (taken.hold() != null && isCopied)"),
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
                      "if (other.failure != null) {",
                      "if (other.failure != null && other.nanos < 0) {"),
                  new Edit("mirror/Pair.java", "(other.failure == null,", "(true,")),
              "d10"),
          of(
              "d11 a torn write to the primary overlooked",
              "mirror/Writes.java",
              "if (write.goesToBoth && !outcome.isEqual())",
              "if (write.goesToBoth && !outcome.isEqual() && standing.hasEnded())"),
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
              "if (inside.getAndIncrement() >= CLOSED)",
              "if (inside.getAndIncrement() >= CLOSED && region.length() > 4096)"),
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
              "while (inside() > 0)",
              "while (inside() > 1000)"),
          of(
              "d17 no flush before complete",
              "mirror/Copier.java",
              "isFlushed = on(Side.SECONDARY, BlockDevice::flush)",
              "isFlushed = on(Side.SECONDARY, _ -> {})"),
          of(
              "d17 a flush that failed is taken for one that has returned",
              "mirror/Agenda.java",
              "isRestDurable = isDone && !isStale;",
              "isRestDurable = !isStale;"),
          of(
              "d17 the last flush is taken to cover what was copied meanwhile",
              "mirror/Agenda.java",
              "isStale = true;",
              "isStale = false;"),
          of(
              "d18 one chunk at a time",
              "mirror/Copier.java",
              "TransferMemory.allocate(arena, options.depth(), transfer)",
              "TransferMemory.allocate(arena, 1, transfer)"),
          of(
              "d18 one side after the other",
              "mirror/Pair.java",
              "lane.execute(",
              "((Executor) Runnable::run).execute("),
          simulated(
              "an overtaken chunk is taken for clean",
              "mirror/Copies.java",
              "if (!overtaken.isEmpty())",
              "if (!overtaken.isEmpty() && !isCopied)"),
          new Mutant(
              "dirty after the write",
              List.of(
                  new Edit(
                      "mirror/Writes.java",
                      "if (!goesToBoth || !mayStayClean(chunk)) {",
                      "if (!mayStayClean(chunk)) {"),
                  new Edit(
                      "mirror/Writes.java",
                      "if (write.goesToBoth && !outcome.isEqual()) {",
                      "if (!write.goesToBoth || !outcome.isEqual()) {")),
              SIMULATION),
          simulated(
              "the copier takes a chunk that is being written",
              "mirror/Copies.java",
              "return map.isDirty(chunk) && !regions.isHeld(map.region(new Run(chunk, chunk +"
                  + " 1)));",
              "return map.isDirty(chunk);"),
          simulated(
              "writes that overlap are not kept apart",
              "block/RegionLock.java",
              "held.lowerEntry(region.end())",
              "held.lowerEntry(region.offset())"),
          simulated(
              "not looked at again after the last flush",
              "mirror/Work.java",
              "if (wasLast && isFresh && !standing.hasEnded() && !map.hasDirty() &&"
                  + " copies.isEmpty())",
              "if (wasLast && !standing.hasEnded())"),
          simulated(
              "a caller's flush misses the secondary during the last flush",
              "mirror/Barriers.java",
              "(standing.isInSync() || isLastFlush.getAsBoolean())",
              "standing.isInSync()"),
          simulated(
              "writes after a failure leave chunks clean",
              "mirror/Writes.java",
              "copies.isClean(chunk) && !standing.hasEnded()",
              "copies.isClean(chunk)"),
          simulated(
              "zeros rounded up to whole chunks",
              "mirror/KnownData.java",
              "return zeros - zeros % chunkSize;",
              "return zeros;"),
          simulated(
              "a deferred grain is forgotten", "mirror/ChunkMap.java", "known.or(where);", ""),
          simulated(
              "a grain is cleared before it is copied",
              "mirror/Copies.java",
              "if (!isCopied && patch != null)",
              "if (!isCopied && patch == null)"),
          simulated(
              "the end of a write in the next grain is overlooked",
              "mirror/Grains.java",
              "Math.ceilDiv(part.end() - start, grainSize)",
              "(part.end() - start) / grainSize"),
          simulated(
              "what overtakes a copier that waits for its region is not copied",
              "mirror/Copies.java",
              "map.differs(chunk, taken.overtaken(chunk));",
              ""),
          of(
              "d11 a failed write to a chunk that got dirty meanwhile is overlooked",
              "mirror/Writes.java",
              "      differs(write.hold.region());",
              "      Region region = write.hold.region();\n"
                  + "      for (int c = map.covering(region).first(); c <"
                  + " map.covering(region).end(); c++) {\n"
                  + "        if (copies.isClean(c)) differs(c, region);\n"
                  + "      }"),
          simulated(
              "detaching does not wait for writers",
              "mirror/Barriers.java",
              "regions.hold(new Region(0, Long.MAX_VALUE))",
              "regions.hold(new Region(Long.MAX_VALUE - 1, 1))"),
          simulated(
              "detaching does not flush",
              "mirror/Callers.java",
              "isDurable = flushBoth();",
              "isDurable = true;"),
          simulated(
              "a flush may reach a detached secondary",
              "mirror/Barriers.java",
              "regions.hold(new Region(0, Long.MAX_VALUE))",
              "regions.hold(new Region(0, Math.max(1, size)))"),
          simulated(
              "a trim leaves each side as it likes",
              "mirror/Mirror.java",
              "change(Operation.TRIM, region, device -> ZeroFill.on(device, region));",
              "change(Operation.TRIM, region, device -> device.trim(region));"),
          simulated(
              "journal before flush",
              "mirror/Copier.java",
              "      isFlushed = on(Side.SECONDARY, BlockDevice::flush);",
              "      intents.endFlush(flush, (BitSet) parts.clone());\n"
                  + "      isFlushed = on(Side.SECONDARY, BlockDevice::flush);"),
          simulated(
              "activity logged after the write",
              "mirror/Callers.java",
              "      note(region);\n"
                  + "      outcome = write.goesToBoth() ? onBoth(action) :"
                  + " pair.primaryOnly(action);",
              "      outcome = write.goesToBoth() ? onBoth(action) : pair.primaryOnly(action);\n"
                  + "      note(region);"),
          simulated(
              "the primary is not flushed before parts are kept",
              "mirror/Intents.java",
              "      primary.flush();",
              "      if (isOff) {\n        primary.flush();\n      }"),
          simulated(
              "what is written during a flush is kept as equal",
              "mirror/Intents.java",
              "flushed.andNot(flush.touched);",
              ""),
          simulated(
              "what is written before a flush and not finished is kept as equal",
              "mirror/Copies.java",
              "return isClean(region) && !regions.isHeld(region);",
              "return isClean(region);"),
          simulated(
              "a write that ends after the primary's flush is kept as equal",
              "mirror/Callers.java",
              "intents.afterWrite();",
              ""),
          simulated(
              "whoever comes while the log is written does not wait",
              "mirror/Intents.java",
              "unkept.andNot(covered);",
              "unkept.clear();"),
          simulated(
              "the head is not last",
              "mirror/Agenda.java",
              "return headWaits ? 1 : 0;",
              "return 0;"),
          simulated(
              "the head comes before the rest is durable",
              "mirror/Agenda.java",
              "return isRestDurable && copies.isEmpty()",
              "return copies.isEmpty()"),
          simulated(
              "the ends are wiped while others copy",
              "mirror/Agenda.java",
              "return wipe == Wipe.UNDER_WAY;",
              "return false;"),
          simulated(
              "compares without the region",
              "mirror/Comparisons.java",
              "books.regions().ask(region)",
              "books.regions().ask(new Region(Long.MAX_VALUE - 1, 1))"),
          simulated(
              "compares what is still to be copied",
              "mirror/Inspector.java",
              "ledger.isSettled(region) ?",
              "!region.isEmpty() ?"),
          simulated(
              "what was found to differ is not copied again",
              "mirror/Inspector.java",
              "callers.ledger().differ(differing);",
              ""),
          simulated(
              "what was found to differ is kept as equal",
              "mirror/Inspector.java",
              "differing.forEach(callers::note);",
              ""),
          simulated(
              "a region that was compared is not let go",
              "mirror/Comparisons.java",
              "books.regions().release(hold);",
              ""));

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
