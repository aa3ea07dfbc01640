import { z } from 'zod';
import { taskHandler } from '../compute/child.ts';
import { encodePicture } from './demoEncoding.ts';
import { renderDemoFrame, type DemoFramePlan } from './demoFrame.ts';
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

/** Renders planned frames in the compute process, in order, and hands over each as soon as it is encoded. */
export const renderDemoHandler = taskHandler(RenderDemoPayload, async ({ frames }, context) => {
  for (const [index, plan] of frames.entries()) {
    await context.yieldNow();
    const frame = renderDemoFrame(plan);
    const { labels, width, height } = frame;
    const rendered: RenderedDemoFrame = { index, image: await encodePicture(frame), labels, width, height };
    context.progress(index + 1, frames.length, rendered);
  }
  return { frames: frames.length };
});
