import { expect } from "chai";
import { bounded } from "../../../tools/upgrade/bounded.ts";

describe("bounded work", () => {
  it("gives the results in the order of the items, with never more under way than asked for", async () => {
    let [now, most] = [0, 0];
    const results = await bounded([5, 1, 4, 2, 3, 0], 2, async (item) => {
      most = Math.max(most, ++now);
      for (let turn = 0; turn < item; turn++) await Promise.resolve();
      now--;
      return item * 10;
    });
    expect(results).to.deep.equal([50, 10, 40, 20, 30, 0]);
    expect(most).to.equal(2);
  });

  it("of nothing is nothing", async () => {
    expect(await bounded([], 3, () => Promise.resolve(1))).to.deep.equal([]);
  });

  it("fails with the failure, after what was under way has ended", async () => {
    const ended: number[] = [];
    const work = async (item: number): Promise<void> => {
      if (item === 0) throw new Error("first");
      await Promise.resolve();
      ended.push(item);
    };
    const failure = await bounded([0, 1], 2, work).then(
      () => "none",
      (error: unknown) => String(error),
    );
    expect([failure, ended]).to.deep.equal(["Error: first", [1]]);
  });
});
