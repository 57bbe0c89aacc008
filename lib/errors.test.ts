import { expect, it, vi } from "vitest";
import { AppError } from "./errors";

it("knows the errors of another copy of its module, and no other errors", async () => {
  vi.resetModules();
  const other = await import("./errors");
  expect(other.AppError).not.toBe(AppError);
  expect(new other.AppError("conflict", "taken") instanceof AppError).toBe(true);
  expect(new Error("taken") instanceof AppError).toBe(false);
  expect(new AppError("conflict", "taken")).toMatchObject({ name: "AppError", code: "conflict" });
});
