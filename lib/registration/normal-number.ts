export { normalNumber } from "@/lib/domain/normal-number";
