import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/input";
import { ControlCard } from "./control-card";
import { type Steer, useSteering } from "./use-steering";

const AT_ONCE = "at-once";
const SPEEDS = [
  { value: AT_ONCE, label: "Catch up at once" },
  { value: "100", label: "100 times as fast" },
  { value: "10", label: "10 times as fast" },
  { value: "1", label: "Real time" },
  { value: "0.5", label: "Half as fast" },
  { value: "0", label: "Stand still" },
] as const;

export function SpeedForm({ speed, steer }: { speed: number | null; steer: Steer }) {
  const { send, isBusy, note } = useSteering(steer);
  const present = speed === null ? AT_ONCE : String(speed);
  const isListed = SPEEDS.some(({ value }) => value === present);
  return (
    <ControlCard
      title="Clock of the bikes"
      about="With a slower clock the bikes fall behind and all their readings come late; with a faster one they catch up. They never run ahead of real time."
      note={note}
      onSubmit={(fields) => {
        const chosen = fields.get("speed");
        send({ speed: chosen === AT_ONCE ? null : Number(chosen) });
      }}
    >
      <Field label="Speed" htmlFor="speed" className="w-44">
        <Select id="speed" name="speed" defaultValue={present}>
          {isListed ? null : <option value={present}>{present} times as fast</option>}
          {SPEEDS.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
      </Field>
      <Button type="submit" disabled={isBusy}>
        {isBusy ? "Changing…" : "Change speed"}
      </Button>
    </ControlCard>
  );
}
