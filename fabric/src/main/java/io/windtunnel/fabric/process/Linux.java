package io.windtunnel.fabric.process;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// The few system calls of Linux that sandboxes need and the JDK has no class for: network namespaces, the tunnel
/// device,
/// routing sockets. Every method throws [SandboxException] with the call's name and errno when the kernel refuses.
///
/// Thread safety: every method may be called from any thread; `setns` and `unshare` change the calling thread only.
@SuppressWarnings("restricted") // calling the kernel is what this class is for
final class Linux {
    static final int CLONE_NEWNET = 0x40000000;
    static final int O_RDWR = 2;
    static final int O_NONBLOCK = 0x800;
    static final int O_CLOEXEC = 0x80000;
    static final int AF_NETLINK = 16;
    static final int SOCK_RAW = 3;
    static final int SOCK_CLOEXEC = 0x80000;

    private static final AddressLayout POINTER = ValueLayout.ADDRESS;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
    private static final VarHandle ERRNO_VALUE =
            Linker.Option.captureStateLayout().varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle OPEN = variadic("open", 2, FunctionDescriptor.of(INT, POINTER, INT));
    private static final MethodHandle CLOSE = call("close", FunctionDescriptor.of(INT, INT));
    private static final MethodHandle SETNS = call("setns", FunctionDescriptor.of(INT, INT, INT));
    private static final MethodHandle UNSHARE = call("unshare", FunctionDescriptor.of(INT, INT));
    private static final MethodHandle SOCKET = call("socket", FunctionDescriptor.of(INT, INT, INT, INT));
    private static final MethodHandle IOCTL = variadic("ioctl", 2, FunctionDescriptor.of(INT, INT, LONG, POINTER));
    private static final MethodHandle READ = call("read", FunctionDescriptor.of(LONG, INT, POINTER, LONG));
    private static final MethodHandle WRITE = call("write", FunctionDescriptor.of(LONG, INT, POINTER, LONG));
    private static final MethodHandle NAME_TO_INDEX = call("if_nametoindex", FunctionDescriptor.of(INT, POINTER));
    private static final MethodHandle EPOLL_CREATE = call("epoll_create1", FunctionDescriptor.of(INT, INT));
    private static final MethodHandle EPOLL_CTL = call("epoll_ctl", FunctionDescriptor.of(INT, INT, INT, INT, POINTER));
    private static final MethodHandle EPOLL_WAIT =
            call("epoll_wait", FunctionDescriptor.of(INT, INT, POINTER, INT, INT));

    private Linux() {}

    private static MethodHandle call(String name, FunctionDescriptor shape) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), shape, ERRNO);
    }

    private static MethodHandle variadic(String name, int firstVariadic, FunctionDescriptor shape) {
        return firstVariadic >= shape.argumentLayouts().size()
                ? call(name, shape)
                : LINKER.downcallHandle(
                        LINKER.defaultLookup().findOrThrow(name),
                        shape,
                        ERRNO,
                        Linker.Option.firstVariadicArg(firstVariadic));
    }

    static int open(String path, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
            int result = (int) OPEN.invokeExact(state, arena.allocateFrom(path), flags);
            return (int) checked(result, state, "open " + path);
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    static void close(int descriptor) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
            int ignored = (int) CLOSE.invokeExact(state, descriptor);
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    /// Moves the calling thread into the network namespace of `descriptor`.
    static void enterNetwork(int descriptor) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
            int result = (int) SETNS.invokeExact(state, descriptor, CLONE_NEWNET);
            checked(result, state, "setns");
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    /// Moves the calling thread into a network namespace of its own, new and empty.
    static void leaveNetwork() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
            int result = (int) UNSHARE.invokeExact(state, CLONE_NEWNET);
            checked(result, state, "unshare");
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    static int socket(int family, int type, int protocol) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
            int result = (int) SOCKET.invokeExact(state, family, type, protocol);
            return (int) checked(result, state, "socket");
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    static void control(int descriptor, long request, MemorySegment argument) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
            int result = (int) IOCTL.invokeExact(state, descriptor, request, argument);
            checked(result, state, "ioctl " + Long.toHexString(request));
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    /// The number of bytes read into `into`, or -1 when there is nothing now (a non-blocking descriptor).
    static int read(int descriptor, MemorySegment into) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
            long result = (long) READ.invokeExact(state, descriptor, into, into.byteSize());
            return (int) result;
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    static void write(int descriptor, MemorySegment from) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
            long result = (long) WRITE.invokeExact(state, descriptor, from, from.byteSize());
            checked(result, state, "write");
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    /// The number of the network interface `name` in the calling thread's namespace.
    static int interfaceIndex(String name) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
            int result = (int) NAME_TO_INDEX.invokeExact(state, arena.allocateFrom(name));
            return (int) checked(result == 0 ? -1 : result, state, "if_nametoindex " + name);
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    static int pollSet() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
            int result = (int) EPOLL_CREATE.invokeExact(state, O_CLOEXEC);
            return (int) checked(result, state, "epoll_create1");
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    /// Watches `descriptor` for something to read; closing it ends the watch.
    static void watch(int pollSet, int descriptor) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
            MemorySegment event = arena.allocate(16, 8);
            event.set(INT, 0, 1);
            event.set(INT, eventDataOffset(), descriptor);
            int result = (int) EPOLL_CTL.invokeExact(state, pollSet, 1, descriptor, event);
            checked(result, state, "epoll_ctl");
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    /// Waits until watched descriptors can be read; `ready` is room for as many events as its size / 16.
    static int awaitReadable(int pollSet, MemorySegment ready, int milliseconds) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
            return (int) EPOLL_WAIT.invokeExact(state, pollSet, ready, (int) (ready.byteSize() / 16), milliseconds);
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    /// The descriptor in the event at `position` of what [#awaitReadable] filled.
    static int readyDescriptor(MemorySegment ready, int position) {
        long size = packedEvents() ? 12 : 16;
        return ready.get(ValueLayout.JAVA_INT_UNALIGNED, position * size + eventDataOffset());
    }

    private static long eventDataOffset() {
        return packedEvents() ? 4 : 8;
    }

    /// On x86-64 the kernel packs `struct epoll_event`; elsewhere it is aligned.
    private static boolean packedEvents() {
        return System.getProperty("os.arch").equals("amd64");
    }

    private static long checked(long result, MemorySegment state, String call) {
        if (result >= 0) return result;
        int errno = (int) ERRNO_VALUE.get(state, 0L);
        throw new SandboxException(call + " failed with errno " + errno);
    }

    private static RuntimeException unexpected(Throwable failure) {
        if (failure instanceof RuntimeException runtime) return runtime;
        if (failure instanceof Error error) throw error;
        return new IllegalStateException(failure);
    }
}
