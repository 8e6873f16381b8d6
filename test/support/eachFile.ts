import "reflect-metadata";
import { afterAll } from "vitest";
import { closeTestDatabase } from "./database.js";

afterAll(closeTestDatabase);
