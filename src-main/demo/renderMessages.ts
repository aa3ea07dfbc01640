import { z } from 'zod';
import type { DemoFramePlan } from './demoFrame.ts';
import { mucosaKinds } from './mucosa.ts';
import { siteCodes } from './sites.ts';
import { stoneTypeCodes } from './stoneTypes.ts';

const seed = z.int().min(0).max(0xffffffff);
const plannedStone = z.strictObject({ type: z.enum(stoneTypeCodes), seed });

/** A frame's plan as it crosses the port. */
export const DemoFramePlanSchema: z.ZodType<DemoFramePlan> = z.strictObject({
  site: z.enum(siteCodes),
  mucosa: z.enum(mucosaKinds),
  patientSeed: seed,
  seed,
  stones: z.union([z.tuple([plannedStone]), z.tuple([plannedStone, plannedStone])]),
});

export const RenderDemoPayload = z.strictObject({ frames: z.array(DemoFramePlanSchema).min(1) });
export type RenderDemoPayload = z.infer<typeof RenderDemoPayload>;

/** The kind of the task at the port. */
export const renderDemoTask = 'render-demo';

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

/** What the task tells with each step of its progress: one frame of the payload, ready to be stored. */
export const RenderedDemoFrame = z.object({
  /** Its place in the payload. */
  index: z.int().min(0),
  /** JPEG. */
  image: bytes,
  /** The label map: 0 background, 1 the case's stone, 2 another. */
  labels: bytes,
  width: z.int().positive(),
  height: z.int().positive(),
});
export type RenderedDemoFrame = z.infer<typeof RenderedDemoFrame>;
