package io.quotewire.gateway.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.quotewire.gateway.protocol.Lane;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Frames on their way to somebody who does not read, over real sockets of the kernel. */
final class FrameOutletTest {
    /** How bytes get to the kernel: past Netty's queue, or through it. */
    enum Way {
        EPOLL,
        NIO
    }

    private static final int WINDOW = 4096;
    private static final int TIMEOUT_MS = 10_000;
    private final List<ByteBuf> bundles = new ArrayList<>();
    private EventLoopGroup group;
    private ServerSocket server;
    private Channel channel;
    private Socket peer;
    private DataInputStream in;
    private FrameOutlet outlet;
    private int prices;
    private int messages;

    private void open(Way way) throws IOException {
        Assumptions.assumeTrue(way == Way.NIO || Epoll.isAvailable());
        IoHandlerFactory io = way == Way.NIO ? NioIoHandler.newFactory() : EpollIoHandler.newFactory();
        group = new MultiThreadIoEventLoopGroup(1, io);
        server = new ServerSocket();
        server.setReceiveBufferSize(WINDOW);
        server.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        channel = new Bootstrap()
                .group(group)
                .channel(way == Way.NIO ? NioSocketChannel.class : EpollSocketChannel.class)
                .handler(new ChannelInboundHandlerAdapter() {
                    @Override
                    public void exceptionCaught(ChannelHandlerContext context, Throwable reset) {
                        context.close();
                    }
                })
                .connect(server.getLocalSocketAddress())
                .syncUninterruptibly()
                .channel();
        peer = server.accept();
        peer.setSoTimeout(TIMEOUT_MS);
        in = new DataInputStream(peer.getInputStream());
        outlet = onLoop(() -> new FrameOutlet(channel.pipeline().firstContext()));
    }

    @AfterEach
    void close() throws IOException {
        if (group != null) {
            channel.close().syncUninterruptibly();
            peer.close();
            server.close();
            group.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
        }
        assertThat(bundles).as("nobody holds what was shared").allMatch(ByteBuf::release);
    }

    private <T> T onLoop(Callable<T> task) {
        return channel.eventLoop().submit(task).syncUninterruptibly().getNow();
    }

    private static byte[] frame(String text, int length) {
        String payload = text + ":" + "x".repeat(Math.max(0, length - text.length()));
        return Frames.text(payload.getBytes(StandardCharsets.US_ASCII));
    }

    private void sendPrices(int count, int length) {
        ByteBuf bundle = Unpooled.directBuffer();
        for (int i = 0; i < count; i++) {
            bundle.writeBytes(frame("price " + prices++, length));
        }
        bundles.add(bundle);
        int before = bundle.readableBytes();
        outlet.prices(bundle);
        assertThat(bundle.readableBytes()).isEqualTo(before);
    }

    /** What it says is how many prices were sent before it. */
    private void send(Lane lane, int length) {
        outlet.write(frame(lane + " " + prices + " " + messages++, length), lane);
    }

    private void saturate() {
        while (outlet.queuedBytes() < 100_000) {
            sendPrices(10, 150);
        }
    }

    /** The text of the next frame; "" at the end. */
    private String next() throws IOException {
        int first = in.read();
        if (first < 0) {
            return "";
        }
        int length = in.readUnsignedByte();
        length = length == 126 ? in.readUnsignedShort() : length == 127 ? (int) in.readLong() : length;
        byte[] payload = in.readNBytes(length);
        if (first != 0x81) {
            return "frame " + first;
        }
        String text = new String(payload, StandardCharsets.US_ASCII);
        return text.substring(0, text.indexOf(':'));
    }

    private List<String> read(int count) throws IOException {
        List<String> all = new ArrayList<>();
        while (all.size() < count) {
            all.add(next());
        }
        return all;
    }

    private void awaitEmpty() {
        Awaitility.await().until(() -> onLoop(() -> outlet.queuedBytes() == 0 && outlet.privateBytes() == 0));
    }

    @ParameterizedTest
    @EnumSource
    void aPrivateFrameOvertakesThePricesThatWait(Way way) throws IOException {
        open(way);
        onLoop(() -> {
            saturate();
            long privateBytes = outlet.privateBytes();
            assertThat(privateBytes).isZero();
            send(Lane.PRIVATE, 100);
            assertThat(outlet.privateBytes()).isBetween(100L, 300L);
            sendPrices(10, 150);
            return null;
        });

        List<String> got = read(prices + 1);

        int at = got.indexOf("PRIVATE " + (prices - 10) + " 0");
        assertThat(at).isBetween(0, prices - 11 - 50_000 / 160);
        got.remove(at);
        assertThat(got)
                .isEqualTo(
                        IntStream.range(0, prices).mapToObj(i -> "price " + i).toList());
        awaitEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whateverIsSentComesOnceAndInTheOrderOfItsLane(Way way) throws IOException {
        open(way);
        Random random = new Random(20_261_121);
        int received = 0;
        int nextPrice = 0;
        int nextMessage = 0;
        boolean overtaken = false;
        for (int round = 0; round < 60; round++) {
            onLoop(() -> {
                randomTurn(random);
                return null;
            });
            boolean last = round == 59;
            int most = last ? Integer.MAX_VALUE : random.nextInt(80);
            for (int i = 0; i < most && received < prices + messages; i++) {
                String[] words = next().split(" ", -1);
                received++;
                if (words[0].equals("price")) {
                    assertThat(words[1]).isEqualTo("" + nextPrice++);
                } else {
                    assertThat(words[2]).isEqualTo("" + nextMessage++);
                    int before = Integer.parseInt(words[1]);
                    overtaken |= before > nextPrice;
                    assertThat(nextPrice).isLessThanOrEqualTo(before);
                    assertThat(words[0].equals("PRIVATE") || nextPrice == before)
                            .isTrue();
                }
            }
        }
        assertThat(overtaken).isTrue();
        assertThat(List.of(nextPrice, nextMessage)).containsExactly(prices, messages);
        awaitEmpty();
    }

    private void randomTurn(Random random) {
        for (int i = random.nextInt(12); i >= 0; i--) {
            int kind = random.nextInt(20);
            int length = random.nextInt(40) == 0 ? 70_000 : random.nextInt(400);
            if (kind < 13) {
                sendPrices(1 + random.nextInt(20), length);
            } else {
                send(kind == 19 ? Lane.IN_ORDER : Lane.PRIVATE, length);
            }
            assertThat(outlet.privateBytes()).isBetween(0L, outlet.queuedBytes());
        }
    }

    @ParameterizedTest
    @EnumSource
    void theLastFrameComesBehindAllOthersAndThenTheEnd(Way way) throws IOException {
        open(way);
        onLoop(() -> {
            saturate();
            send(Lane.PRIVATE, 100);
            outlet.end(Frames.close(1000, ""));
            return null;
        });

        assertThat(read(prices + 1)).doesNotContain("", "frame 136");
        assertThat(next()).isEqualTo("frame 136");
        assertThat(next()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whatWaitsForSomebodyWhoGoesIsGivenBack(Way way) throws IOException {
        open(way);
        onLoop(() -> {
            saturate();
            send(Lane.PRIVATE, 100);
            return null;
        });
        peer.setSoLinger(true, 0);
        peer.close();
        channel.closeFuture().syncUninterruptibly();

        onLoop(() -> {
            assertThat(outlet.queuedBytes()).isZero();
            sendPrices(10, 100);
            send(Lane.PRIVATE, 100);
            outlet.run();
            return null;
        });
        awaitEmpty();
    }
}
