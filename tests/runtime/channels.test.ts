/** Channels: what each operation does at each state, and that nothing is lost under stress. */
import { describe, expect, it } from "vitest";
import { TARGETS, useRuntime } from "./harness.ts";

describe.each(TARGETS)("channels on %s", (target) => {
  const { run } = useRuntime("linux", target);

  it("keeps order around the ring, refuses when full, drains when closed, throws after", async () => {
    const rounds = "0 0 1 2 0 10 11 12 0 20 21 22 0 30 31 ";
    const closing = "0 -1 32 -1 0 0 0 0 -302 -302 -303 -304 -24 -59 ";
    expect(await run("channels.c", ["one-thread"])).toMatchObject({ stdout: rounds + closing, status: 0 });
  });

  it("meets in a rendezvous", async () => {
    expect(await run("channels.c", ["rendezvous"])).toMatchObject({ stdout: "0 0 1 7 8 9 ", status: 0 });
  });

  it("wakes all who wait when closed", async () => {
    const stdout = "-303 ".repeat(6) + "-302 ".repeat(6);
    expect(await run("channels.c", ["close-wakes"])).toMatchObject({ stdout, status: 0 });
  });

  it("gives up in time", async () => {
    const stdout = "0 0 1 0 0 -1 8 9 -1 0 0 -302 ";
    expect(await run("channels.c", ["timeouts"])).toMatchObject({ stdout, status: 0 });
  });

  describe("stress", () => {
    it.each([
      ["1", "1", "100", "300000"],
      ["4", "4", "100", "100000"],
      ["10", "1", "100", "30000"],
      ["1", "10", "3", "100000"],
      ["3", "3", "0", "50000"],
      ["1", "1", "0", "100000"],
      ["50", "50", "1", "2000"],
      ["100", "100", "0", "500"],
    ])("%s senders, %s receivers, capacity %s", async (...numbers) => {
      expect(await run("channels.c", ["stress", ...numbers])).toMatchObject({
        stdout: "all there",
        status: 0,
      });
    });

    it("of the operations that do not block", async () => {
      expect(await run("channels.c", ["try-stress"])).toMatchObject({ stdout: "all there", status: 0 });
    });

    it("of the operations with time limits", async () => {
      expect(await run("channels.c", ["timed-stress"])).toMatchObject({ stdout: "all there", status: 0 });
    });

    it("of a ring of threads of which one at a time can run", async () => {
      expect(await run("channels.c", ["ring"])).toMatchObject({ stdout: "around", stderr: "", status: 0 });
    });
  });
});
