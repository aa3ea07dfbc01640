import { z } from 'zod';
import { taskHandler } from '../compute/child.ts';
import { encodeDemoFrame } from './demoEncoding.ts';
import { renderDemoFrame, type DemoFramePlan } from './demoFrame.ts';
import { mucosaKinds } from './mucosa.ts';
import { siteCodes } from './sites.ts';
import { stoneTypeCodes } from './stoneTypes.ts';

const seed = z.int().min(0).max(0xffffffff);
const plannedStone = z.strictObject({ type: z.enum(stoneTypeCodes), seed });

/** A frame's plan as it crosses the port. */
export const demoFramePlan: z.ZodType<DemoFramePlan> = z.strictObject({
  site: z.enum(siteCodes),
  mucosa: z.enum(mucosaKinds),
  patientSeed: seed,
  seed,
  stones: z.union([z.tuple([plannedStone]), z.tuple([plannedStone, plannedStone])]),
});

export const renderDemoPayload = z.strictObject({ frames: z.array(demoFramePlan).min(1) });

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

/** What the task tells with each step of its progress: one frame of the payload, ready to be stored. */
export const renderedDemoFrame = z.object({ index: z.int().min(0), image: bytes, mask: bytes });
export type RenderedDemoFrame = z.infer<typeof renderedDemoFrame>;

/** Renders planned frames in the compute process, in order, and hands over each as soon as it is encoded. */
export const renderDemoTask = taskHandler(renderDemoPayload, async ({ frames }, context) => {
  for (const [index, plan] of frames.entries()) {
    await context.yieldNow();
    const { image, mask } = await encodeDemoFrame(renderDemoFrame(plan));
    const rendered: RenderedDemoFrame = { index, image, mask };
    context.progress(index + 1, frames.length, rendered);
  }
  return { frames: frames.length };
});
