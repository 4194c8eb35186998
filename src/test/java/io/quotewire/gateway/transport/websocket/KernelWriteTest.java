package io.quotewire.gateway.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real sockets of the kernel. */
final class KernelWriteTest {
    private static final byte[] TEXT = "hello".getBytes(StandardCharsets.US_ASCII);
    private final ByteBuf bytes = Unpooled.directBuffer().writeBytes(TEXT);
    private EventLoopGroup group;
    private ServerSocket server;

    @BeforeEach
    void open() throws IOException {
        Assumptions.assumeTrue(Epoll.isAvailable());
        group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        if (server != null) {
            server.close();
            group.shutdownGracefully(0, 0, java.util.concurrent.TimeUnit.SECONDS)
                    .syncUninterruptibly();
        }
        bytes.release();
    }

    private EpollSocketChannel connect(ChannelHandler handler) {
        return (EpollSocketChannel) new Bootstrap()
                .group(group)
                .channel(EpollSocketChannel.class)
                .handler(handler)
                .connect(server.getLocalSocketAddress())
                .syncUninterruptibly()
                .channel();
    }

    @Test
    void theKernelTakesTheBytesAndTheyStayAsTheyAre() throws IOException {
        EpollSocketChannel channel = connect(new ChannelInboundHandlerAdapter());
        try (java.net.Socket peer = server.accept()) {
            Socket socket = KernelWrite.socketOf(channel);
            assertThat(socket).isNotNull();
            assertThat(KernelWrite.send(socket, bytes)).isEqualTo(TEXT.length);
            assertThat(peer.getInputStream().readNBytes(TEXT.length)).isEqualTo(TEXT);
            assertThat(ByteBufUtil.getBytes(bytes)).isEqualTo(TEXT);
        }
    }

    @Test
    void whatAnotherHandlerHasToSeeTakesTheLongWay() {
        assertThat(KernelWrite.socketOf(connect(new ChannelDuplexHandler()))).isNull();
    }

    @Test
    void bytesOfTheHeapAreLeftToNetty() throws IOException {
        Socket socket = KernelWrite.socketOf(connect(new ChannelInboundHandlerAdapter()));
        assertThat(socket).isNotNull();
        assertThat(KernelWrite.send(socket, Unpooled.wrappedBuffer(TEXT))).isZero();
    }

    /** The kernel gives the number of a closed descriptor to the next who asks. */
    @Test
    void nothingGoesToWhoHasTheNumberOfOneThatIsClosed() throws IOException {
        EpollSocketChannel gone = connect(new ChannelInboundHandlerAdapter());
        Socket socket = KernelWrite.socketOf(gone);
        assertThat(socket).isNotNull();
        int number = gone.fd().intValue();
        gone.close().syncUninterruptibly();
        List<EpollSocketChannel> next = new ArrayList<>();
        while (next.stream().noneMatch(channel -> channel.fd().intValue() == number)) {
            next.add(connect(new ChannelInboundHandlerAdapter()));
            assertThat(next).hasSizeLessThan(40);
        }

        assertThat(KernelWrite.send(socket, bytes)).isZero();
    }
}
