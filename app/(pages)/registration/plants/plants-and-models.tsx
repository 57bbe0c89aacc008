import { ModelForm } from "@/components/registration/model-form";
import { ModelTable } from "@/components/registration/model-table";
import { PlantForm } from "@/components/registration/plant-form";
import { PlantTable } from "@/components/registration/plant-table";
import { Card, CardTitle } from "@/components/ui/card";
import type { UserActor } from "@/lib/domain/actor";
import { listModels } from "@/lib/registration/list-models";
import { listOems } from "@/lib/registration/list-oems";
import { listPlants } from "@/lib/registration/list-plants";
import { answered } from "../../answered";
import { Refused } from "../../refused";
import { addModel, addPlant, closeOne, retireOne } from "./actions";

/** The plants and models that the viewer works with, and how to add some. */
export async function PlantsAndModels({ actor }: { actor: UserActor }) {
  const answer = await answered("plants-and-models", async () => ({
    plants: await listPlants(actor),
    models: await listModels(actor),
    // People of the maker say for whom; an OEM's add to their own.
    oems: actor.organisation.kind === "maker" ? await listOems(actor) : [],
  }));
  if (answer.kind === "failed") return <Refused what="Plants and models" answer={answer} />;
  const { plants, models, oems } = answer.value;
  return (
    <>
      <Card className="flex flex-col gap-3">
        <CardTitle>Plants</CardTitle>
        {plants.length === 0 ? (
          <p className="text-ink-2">None yet.</p>
        ) : (
          <PlantTable plants={plants} showsOem={oems.length > 0} close={closeOne} />
        )}
        <PlantForm oems={oems} add={addPlant} />
      </Card>
      <Card className="flex flex-col gap-3">
        <CardTitle>Models</CardTitle>
        {models.length === 0 ? (
          <p className="text-ink-2">None yet.</p>
        ) : (
          <ModelTable models={models} showsOem={oems.length > 0} retire={retireOne} />
        )}
        <ModelForm oems={oems} add={addModel} />
      </Card>
    </>
  );
}
