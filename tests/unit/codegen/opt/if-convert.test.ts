import { describe, expect, test } from "vitest";
import { expectPass, moduleOf, runPass } from "../passes.ts";

/** A `reg` function of three inputs and one output. */
const three = (body: string): string =>
  `func reg f (3 -- 1) {\nb0:\nv0 = sp\nv1 = param 0\nv2 = param 1\nv3 = param 2\n${body}\n}`;

/** `if A then` or `if A else B then` on the condition v4, with the phi `v9` of the values named. */
const diamond = (cond: string, yes: string, no: string, values: string): string =>
  three(
    `${cond}\nbr v4, b1, b2\nb1: from b0\n${yes}\njump b3\nb2: from b0\n${no}\njump b3\nb3: from b1, b2\nv9 = phi ${values}\nret v0, v9`,
  );
const triangle = (cond: string, yes: string, values: string): string =>
  three(
    `${cond}\nbr v4, b1, b2\nb1: from b0\n${yes}\njump b2\nb2: from b0, b1\nv9 = phi ${values}\nret v0, v9`,
  );

const stays = (program: string): void => expectPass("if-convert", program, program);

describe("what is converted", () => {
  test("a choice between values that are there", () => {
    expectPass(
      "if-convert",
      diamond("v4 = lt v1, v2", "", "", "v3, v1"),
      three("v4 = lt v1, v2\nv9 = select v4, v3, v1\nret v0, v9"),
    );
  });
  test("two arms with work, any condition", () => {
    expectPass(
      "if-convert",
      diamond("v4 = and v1, v2", "v5 = mul v1, v3\n", "v6 = sar v1, v2", "v5, v6"),
      three("v4 = and v1, v2\nv5 = mul v1, v3\nv6 = sar v1, v2\nv9 = select v4, v5, v6\nret v0, v9"),
    );
  });
  test("a triangle on either side", () => {
    expectPass(
      "if-convert",
      triangle("v4 = lt v1, v2", "v5 = xor v1, v3", "v1, v5"),
      three("v4 = lt v1, v2\nv5 = xor v1, v3\nv9 = select v4, v5, v1\nret v0, v9"),
    );
    expectPass(
      "if-convert",
      three(
        "br v1, b2, b1\nb1: from b0\nv5 = xor v1, v3\njump b2\nb2: from b0, b1\nv9 = phi v2, v5\nret v0, v9",
      ),
      three("v5 = xor v1, v3\nv9 = select v1, v2, v5\nret v0, v9"),
    );
  });
  test.each([
    ["counting up", "v4 = lt v1, v2", "v6 = const 1\nv5 = add v3, v6", "v3, v5", "v9 = sub v3, v4"],
    ["counting down", "v4 = lt v1, v2", "v6 = const -1\nv5 = add v3, v6", "v3, v5", "v9 = add v3, v4"],
    ["zero or a value", "v4 = lt v1, v2\nv6 = const 0", "v5 = add v3, v1", "v6, v5", "v9 = and v5, v4"],
  ])("flags as numbers: %s", (_, cond, yes, values, made) => {
    const hoisted = yes.replace("v5 = add v3, v6", "v5 = add v3, v6");
    const expected = three(`${cond}\n${hoisted}\n${made}\nret v0, v9`);
    expectPass(
      ["if-convert", "dce"],
      triangle(cond, yes, values),
      expected.replace(/v6 = const -?1\nv5.*\n/, ""),
    );
  });
  test("what both arms compute runs once, and costs nothing", () => {
    const shared = (v: number): string =>
      `v${v} = const 1\nv${v + 1} = sar v3, v${v}\nv${v + 2} = xor v${v + 1}, v2\nv${v + 3} = add v${v + 2}, v1`;
    expectPass(
      ["if-convert", "dce"],
      diamond(
        "v4 = lt v1, v2",
        `${shared(10)}\nv5 = or v13, v1\nv6 = xor v5, v2`,
        `${shared(20)}\nv7 = and v23, v1\nv8 = add v7, v22`,
        "v6, v8",
      ),
      three(
        `v4 = lt v1, v2\n${shared(10)}\nv5 = or v13, v1\nv6 = xor v5, v2\nv7 = and v13, v1\nv8 = add v7, v12\nv9 = select v4, v6, v8\nret v0, v9`,
      ),
    );
  });
  test("the same value in both arms needs no choice", () => {
    expectPass(
      ["if-convert", "dce"],
      diamond("v4 = lt v1, v2", "v5 = xor v3, v1", "v6 = xor v3, v1", "v5, v6"),
      three("v5 = xor v3, v1\nret v0, v5"),
    );
  });
  test("adding a bit", () => {
    expectPass(
      ["if-convert", "dce"],
      triangle("v6 = const 1\nv4 = and v1, v6", "v5 = add v3, v6", "v3, v5"),
      three("v6 = const 1\nv4 = and v1, v6\nv9 = add v3, v4\nret v0, v9"),
    );
  });
  test("flags from constants", () => {
    const constants = "v6 = const -1\nv7 = const 0\nv8 = const 1";
    const program = (values: string): string => diamond(`v4 = lt v1, v2\n${constants}`, "", "", values);
    const becomes = (values: string, body: string): void =>
      expectPass(["if-convert", "dce"], program(values), three(`v4 = lt v1, v2\n${body}`));
    becomes("v6, v7", "ret v0, v4");
    becomes("v8, v7", "v9 = neg v4\nret v0, v9");
    becomes("v7, v6", "v9 = not v4\nret v0, v9");
  });
  test("one in the other, from the inside", () => {
    const program = three(
      "v4 = lt v1, v2\nbr v4, b1, b5\nb1: from b0\nv5 = lt v2, v3\nbr v5, b2, b3\nb2: from b1\njump b3\nb3: from b1, b2\nv6 = phi v1, v3\njump b5\nb5: from b0, b3\nv9 = phi v2, v6\nret v0, v9",
    );
    expectPass(
      "if-convert",
      program,
      three("v4 = lt v1, v2\nv5 = lt v2, v3\nv6 = select v5, v3, v1\nv9 = select v4, v6, v2\nret v0, v9"),
    );
  });
  test("the join keeps other ways in", () => {
    const program = three(
      "v8 = lt v3, v1\nbr v8, b4, b9\nb4: from b0\nv4 = lt v1, v2\nbr v4, b1, b2\nb1: from b4\njump b3\nb2: from b4\njump b3\nb9: from b0\ntouch [v1]\njump b3\nb3: from b1, b2, b9\nv9 = phi v1, v2, v3\nret v0, v9",
    );
    expectPass(
      "if-convert",
      program,
      three(
        "v8 = lt v3, v1\nbr v8, b4, b9\nb4: from b0\nv4 = lt v1, v2\nv7 = select v4, v1, v2\njump b3\nb9: from b0\ntouch [v1]\njump b3\nb3: from b4, b9\nv9 = phi v7, v3\nret v0, v9",
      ),
    );
  });
  test("at the end of a loop: one way back is left", () => {
    expectPass(
      "if-convert",
      three(
        "jump b1\nb1: from b0, b1, b2\nv5 = phi v1, v6, v3\nv6 = xor v5, v2\ntouch [v6]\nv4 = lt v6, v3\nbr v4, b1, b2\nb2: from b1\njump b1",
      ),
      three(
        "jump b1\nb1: from b0, b1\nv5 = phi v1, v7\nv6 = xor v5, v2\ntouch [v6]\nv4 = lt v6, v3\nv7 = select v4, v6, v3\njump b1",
      ),
    );
  });
});

describe("what stays", () => {
  test.each([
    ["a store", "store [v2], v3"],
    ["a load, which could fault", "v5 = load [v2]"],
    ["a division", "v5 = udiv v2, v3"],
    ["a trap", "trapif v2, -9"],
    ["too much work", "v5 = mul v2, v3\nv6 = mul v5, v3"],
  ])("%s", (_, body) => stays(triangle("v4 = lt v1, v2", body, "v1, v2")));
  test("two arms that load the same", () =>
    stays(diamond("v4 = lt v1, v2", "v5 = load [v3]\n", "v6 = load [v3]", "v5, v6")));
  test("too many choices", () => {
    const values = ["v1, v2", "v2, v1", "v2, v3", "v3, v1"].map((args, i) => `v${10 + i} = phi ${args}`);
    stays(
      three(
        `v4 = lt v1, v2\nbr v4, b1, b2\nb1: from b0\njump b2\nb2: from b0, b1\n${values.join("\n")}\nv20 = add v10, v11\nv21 = xor v12, v13\nv9 = add v20, v21\nret v0, v9`,
      ),
    );
  });
  test("both edges to one block, and an arm that another block enters", () => {
    stays(three("br v1, b1, b1\nb1: from b0, b0\nv9 = phi v1, v2\nret v0, v9"));
    stays(
      three(
        "br v1, b1, b2\nb2: from b0\nbr v2, b1, b3\nb1: from b0, b2\njump b3\nb3: from b1, b2\nv9 = phi v1, v2\nret v0, v9",
      ),
    );
  });
  test("stack pointers", () => {
    const program = `func stack f (-1 -- -1) {\nb0:\nv0 = sp\nv1 = load [v0]\nv2 = const 8\nbr v1, b1, b2\nb1: from b0\nv3 = add v0, v2\njump b2\nb2: from b0, b1\nv4 = phi v0, v3\nret v4\n}`;
    stays(program);
  });
  test("floats", () => {
    const program = `func reg f (1 -- 0 F: 2 -- 1) {\nb0:\nv0 = sp\nv1 = param 0\nv2 = fparam 0\nv3 = fparam 1\nbr v1, b1, b2\nb1: from b0\njump b2\nb2: from b0, b1\nv4 = phi f64 v2, v3\nret v0, v4\n}`;
    stays(program);
  });
  test("the end of a long `case`", () => {
    const text = ["v4 = lt v1, v2"];
    for (let i = 1; i < 20; i++)
      text.push(
        `br v1, b${i}, b${i + 100}\nb${i}: from b${i === 1 ? 0 : i + 99}\njump b999\nb${i + 100}: from b${i === 1 ? 0 : i + 99}`,
      );
    text.push("jump b999");
    const preds = [...Array.from({ length: 19 }, (_, i) => `b${i + 1}`), "b119"];
    text.push(
      `b999: from ${preds.join(", ")}\nv9 = phi ${preds.map((_, i) => `v${1 + (i % 3)}`).join(", ")}\nret v0, v9`,
    );
    const module = moduleOf(three(text.join("\n")));
    const before = module.functions[0]!.blocks.length;
    runPass(module, "if-convert");
    expect(module.functions[0]!.blocks.length).toBe(before);
  });
});
