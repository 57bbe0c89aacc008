import { damagedFile, invalidFile } from "../refuse";
import type { Archive } from "./archive";

export interface Relationship {
  readonly id: string;
  /** The last word of its type, such as "worksheet". */
  readonly type: string;
  /** Name of the part in the archive. */
  readonly target: string;
}

const MAX_RELATIONSHIPS = 1_000;

/** What a part belongs together with. A workbook that leans on files elsewhere is refused; nothing is ever fetched. */
export async function readRelationships(archive: Archive, part: string): Promise<Relationship[]> {
  const folder = part.slice(0, part.lastIndexOf("/") + 1);
  const file = `${folder}_rels/${part.slice(folder.length)}.rels`;
  const found: Relationship[] = [];
  if (!archive.has(file)) return found;
  await archive.read(file, {
    open(name, attributes) {
      if (name !== "Relationship") return;
      const type = attributes.get("Type") ?? "";
      if (attributes.get("TargetMode")?.toLowerCase() === "external" || type.endsWith("/externalLink"))
        throw invalidFile("a workbook that stands alone", "one with links to other files");
      if (found.length >= MAX_RELATIONSHIPS) throw damagedFile("too many parts");
      found.push({
        id: attributes.get("Id") ?? "",
        type: type.slice(type.lastIndexOf("/") + 1),
        target: resolve(folder, attributes.get("Target") ?? ""),
      });
    },
  });
  return found;
}

function resolve(folder: string, target: string): string {
  if (target.startsWith("/")) return target.slice(1);
  const path = folder.split("/").slice(0, -1);
  for (const step of target.split("/")) {
    if (step === "..") path.pop();
    else if (step !== ".") path.push(step);
  }
  return path.join("/");
}
