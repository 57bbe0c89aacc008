import { Button } from "@/components/ui/button";
import { DEMO_FLEET } from "@/lib/domain/simulator-control";
import { ControlCard } from "./control-card";
import { NumberField } from "./number-field";
import { type Steer, useSteering } from "./use-steering";

export function SizeForm({ bikes, steer }: { bikes: number; steer: Steer }) {
  const { send, isBusy, note } = useSteering(steer);
  return (
    <ControlCard
      title="Size"
      about="More bikes set out, or those with the highest numbers rest and are heard of no more."
      note={note}
      onSubmit={(fields) => send({ bikes: Number(fields.get("bikes")) })}
    >
      <NumberField
        id="size-bikes"
        name="bikes"
        label="Bikes"
        usual={bikes}
        min={DEMO_FLEET.fewest}
        max={DEMO_FLEET.most}
      />
      <Button type="submit" disabled={isBusy}>
        {isBusy ? "Changing…" : "Change size"}
      </Button>
    </ControlCard>
  );
}
