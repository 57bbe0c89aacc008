import { Button } from "@/components/ui/button";
import { DEMO_FLEET } from "@/lib/domain/simulator-control";
import { ControlCard } from "./control-card";
import { NumberField } from "./number-field";
import { type Steer, useSteering } from "./use-steering";

export function SizeForm({ bikes, steer }: { bikes: number; steer: Steer }) {
  const { send, isBusy, note } = useSteering(steer);
  return (
    <ControlCard
      title="Number of bikes"
      about="More bikes start to ride, or those with the highest numbers stop and send nothing more: the map then shows them as Silent, later as Missing."
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
        {isBusy ? "Changing…" : "Change number"}
      </Button>
    </ControlCard>
  );
}
