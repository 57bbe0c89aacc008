import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/input";
import { ControlCard } from "./control-card";
import { type Steer, useSteering } from "./use-steering";

const AT_ONCE = "at-once";
const SPEEDS = [
  { value: AT_ONCE, label: "As fast as it can" },
  { value: "100", label: "100 times" },
  { value: "10", label: "10 times" },
  { value: "1", label: "As the clock" },
  { value: "0.5", label: "Half" },
  { value: "0", label: "Stand still" },
] as const;

export function SpeedForm({ speed, steer }: { speed: number | null; steer: Steer }) {
  const { send, isBusy, note } = useSteering(steer);
  const present = speed === null ? AT_ONCE : String(speed);
  const isListed = SPEEDS.some(({ value }) => value === present);
  return (
    <ControlCard
      title="Speed of its time"
      about="Slower than the clock it falls behind and sends late; faster it catches up. It never runs ahead."
      note={note}
      onSubmit={(fields) => {
        const chosen = fields.get("speed");
        send({ speed: chosen === AT_ONCE ? null : Number(chosen) });
      }}
    >
      <Field label="Speed" htmlFor="speed" className="w-44">
        <Select id="speed" name="speed" defaultValue={present}>
          {isListed ? null : <option value={present}>{present} times</option>}
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
