import { WrongOptions } from "@/cli/command/wrong-options";

/** The key of an API client: the one given, or the demo client's. @throws WrongOptions when there is none. */
export function findKey(given: string | undefined, demo: string | undefined, name: string): string {
  const key = given ?? demo;
  if (key !== undefined) return key;
  throw new WrongOptions(
    `expected --key, or ${name} in the environment (npm start keeps it in .stack/env), got neither`,
  );
}
