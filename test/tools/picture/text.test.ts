import { expect } from "chai";
import fc from "fast-check";
import { fitted, printable, widthOf } from "../../../tools/picture/text.ts";
import { anyText } from "./fleets.ts";

describe("text in boxes", () => {
  it("is shown as it is where it fits", () => {
    expect(fitted("shop.acme.example", 200, "plain")).to.equal("shop.acme.example");
  });

  it("loses its end where it does not fit, and a name its middle", () => {
    const long = "team-checkout-payments-production-blue";
    expect(fitted(long, 120, "plain")).to.match(/^team-checkou.*…$/);
    const name = fitted(long, 160, "name");
    expect(name).to.match(/^team-.+….+-blue$/);
    expect(fitted(long.replace("blue", "green"), 160, "name")).not.to.equal(name);
  });

  it("never takes more than the width, nor less than it could", () => {
    const holds = fc.property(
      anyText,
      fc.integer({ min: 40, max: 400 }),
      fc.constantFrom("name", "plain"),
      (text, width, style) => {
        const shown = fitted(text, width, style);
        expect(widthOf(shown, style)).to.be.at.most(width);
        if (widthOf(printable(text), style) <= width) expect(shown).to.equal(printable(text));
        else
          expect(widthOf(shown, style)).to.be.above(
            Math.min(width, widthOf(printable(text), style)) - 4 * widthOf("…", style),
          );
      },
    );
    fc.assert(holds);
  });

  it("is estimated no narrower than DejaVu Sans draws it", () => {
    // Measured with cairo at 1000 pixels, in thousandths of the font size: plain and bold.
    const measured = {
      "shop-platform@acme.example": [15_422, 17_139],
      "*.api.initech.aigw.example.com": [15_799, 17_773],
    };
    for (const [text, [plain = 0, bold = 0]] of Object.entries(measured)) {
      expect(widthOf(text, "plain")).to.be.at.least((plain * 12) / 1000);
      expect(widthOf(text, "name")).to.be.at.least((bold * 14) / 1000);
    }
  });

  it("shows a sign for characters that cannot be shown or would turn others round", () => {
    expect(printable("a\u0000b\u001b[31m\u202ec\u2067d\ud800e\ufffff")).to.equal(
      "a\ufffdb\ufffd[31m\ufffdc\ufffdd\ufffde\ufffdf",
    );
    expect(printable("平台 🚒 é")).to.equal("平台 🚒 é");
  });
});
