import "reflect-metadata";
import { afterAll } from "vitest";
import { closeTestDatabase } from "./database.js";

// Runs before each test file, though what files import is loaded once a worker.
afterAll(closeTestDatabase);
