import fc from "fast-check";
import { expect, it } from "vitest";
import { asSent } from "./as-sent";
import { decodeReading } from "./decode-reading";
import { FaultList } from "./faults";
import { aReading } from "./reading.arbitrary";
import { toDocument } from "./stored-reading";

it("writes the reading that comes to the same stored form, without a fault", () => {
  fc.assert(
    fc.property(aReading(1), (reading) => {
      const faults = new FaultList();
      const again = decodeReading(JSON.parse(JSON.stringify(asSent(reading))), 0, faults);
      expect(toDocument(again)).toEqual(toDocument(reading));
      expect(faults.count).toBe(0);
    }),
  );
});
