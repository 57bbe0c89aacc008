import { partsMissing } from "./fetch-parts";
import { checkMaven, checkNode, findJava, type Java } from "./toolchain";

/** Looks for what the machine must bring. @throws Error, one sentence, for the first thing that is missing. */
export async function preflight(): Promise<Java> {
  checkNode();
  const java = await findJava();
  if (await partsMissing()) await checkMaven();
  return java;
}
