import { AppError } from "@/lib/errors";

/** What the database holds against a change, by the name of its rule, in words that name nobody else's bike. */
const RULES: Readonly<Record<string, string>> = {
  component_in_one_bike: "This component was in another bike during that time.",
  component_ever_in_one_bike: "This component was in another bike during that time.",
  one_component_in_place: "Another component of this kind was in the bike during that time.",
  one_component_ever_in_place: "Another component of this kind was in the bike during that time.",
  bike_in_one_fleet: "The bike was with another fleet during that time.",
  bike_of_one_owner: "The bike had another owner during that time.",
  component_period_forward: "The component would leave the bike before it came into it.",
  fleet_assignment_forward: "The bike would leave the fleet before it came to it.",
  ownership_period_forward: "The ownership would end before it begins.",
  component_own: "A component of it went to another organisation since.",
  component_own_voice:
    "This module reports under an id that is not known to be yours: ask the maker's data stewards to move it.",
  bikes_frame: "Another bike has this frame number.",
  bikes_fnuci: "Another bike has this FNUCI.",
  bikes_battery_passport: "Another bike has this battery passport.",
  bikes_imei: "Another bike has this IMEI.",
  bikes_iccid: "Another bike has this ICCID.",
};
/** Two changes at once that wait for each other. */
const DEADLOCK = "40P01";

/** Runs `work`; where a rule of the database stands against it, it fails in words. @throws AppError `conflict`. */
export async function inWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (fault) {
    const { code, rule } = ruleOf(fault);
    const words = code === DEADLOCK ? "Somebody changed the same at this moment. Try again." : RULES[rule];
    if (words === undefined) throw fault;
    throw new AppError("conflict", words, { cause: fault });
  }
}

function ruleOf(fault: unknown): { code: string; rule: string } {
  if (!(fault instanceof Error)) return { code: "", rule: "" };
  const code = "code" in fault && typeof fault.code === "string" ? fault.code : "";
  const rule =
    "constraint_name" in fault && typeof fault.constraint_name === "string" ? fault.constraint_name : "";
  return code === "" ? ruleOf(fault.cause) : { code, rule };
}
